'use strict';
// Loads the addon and sees that its library is not older than it.
const path = require('path');

const native = require(path.join(__dirname, '..', 'prebuilt', `${process.platform}-${process.arch}`, 'integration_gallery.node'));
if (native.abiRevision < native.builtForRevision) {
  throw new Error('the C library of Integration Gallery is older than this package');
}
module.exports = native;
