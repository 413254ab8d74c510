'use strict';
// Microseconds of a call, a list and an opening of credentials: the best of several rounds. Lists and credentials are asked for four
// at a time, as a server does.
const fs = require('fs');
const os = require('os');
const path = require('path');
const ig = require('integration-gallery');

async function best(work, count, rounds = 15) {
  let least = Infinity;
  for (let round = 0; round < rounds; ++round) {
    const started = process.hrtime.bigint();
    await work(count);
    least = Math.min(least, Number(process.hrtime.bigint() - started) / 1000 / count);
  }
  return least;
}

const four = (function_) => async (count) => {
  for (let done = 0; done < count; done += 4) await Promise.all([function_(), function_(), function_(), function_()]);
};

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ig-bench-'));
  const gallery = await ig.Gallery.open({ 'database.url': `sqlite://${folder}/bench.db`, 'key.file': `${folder}/bench.key`, 'key.create': 'true' });
  const session = gallery.session('apollo', 'ada');
  await session.put('clickup', { enabled: true, authentication: { method: 'apikey' }, secrets: { '/authentication/apiKey': { value: 'pk_1234567890_ABCDEFGHIJKLMNOP' } } });
  const print = (name, value) => console.log(JSON.stringify({ name, value }));
  print('call', await best(async (count) => { for (let done = 0; done < count; ++done) ig.statusName(4); }, 50000));
  print('list', await best(four(() => session.list()), 200));
  print('credentials', await best(four(async () => (await session.credentials('clickup', 'a benchmark')).close()), 200));
  await gallery.close();
  fs.rmSync(folder, { recursive: true });
}

main();
