'use strict';
// Runs the scenarios and the package's own tests, or those whose name holds the argument.
const scenarios = require('./scenarios.js');
const package_ = require('./package.js');

async function main() {
  let passed = 0;
  let failed = 0;
  for (const [name, test] of [...scenarios.all(), ...package_.all]) {
    if (!name.includes(process.argv[2] ?? '')) continue;
    try {
      await test();
      ++passed;
    } catch (error) {
      ++failed;
      console.log(`FAILED bindings/node/${name}`);
      console.log(error);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
}

main();
