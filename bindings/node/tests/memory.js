'use strict';
// Prints by how many KiB the process grew over 100,000 calls, after as many for caches and the allocator to fill.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { open, PUT } = require('./package.js');

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ig-node-'));
  const gallery = await open(folder, { authorizer: () => true });
  const session = gallery.session('apollo', 'ada');
  await session.put('probe', PUT);
  const round = async (count) => {
    for (let done = 0; done < count; done += 20) {
      const some = Array.from({ length: 12 }, () => session.handle({ method: 'GET', target: '/api/v1/health/live' }));
      for (let more = 0; more < 4; ++more) some.push(session.get('nowhere').catch(() => {}));
      for (let more = 0; more < 2; ++more) some.push(session.get('probe'));
      for (let more = 0; more < 2; ++more) some.push(session.credentials('probe', 'a test').then((one) => one.close()));
      await Promise.all(some);
    }
    global.gc();
    await new Promise(setImmediate);
    global.gc();
    return process.memoryUsage().rss / 1024;
  };
  const before = await round(100000);
  console.log(Math.round((await round(100000)) - before));
  await gallery.close();
  fs.rmSync(folder, { recursive: true });
}

main();
