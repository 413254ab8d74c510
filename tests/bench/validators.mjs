// Ajv over the schemas and documents of ig_bench_validators: FOLDER/validators.json. Obeys the same commands: "ajv valid",
// "ajv invalid", "ajv errors", "ajv compile".
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [folder, modules] = process.argv.slice(2);
const require = createRequire(modules + "/");
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");
const cases = JSON.parse(readFileSync(folder + "/validators.json", "utf8"));

function compile(options) {
    const ajv = new Ajv({ strict: false, ...options });
    addFormats(ajv);
    for (const name of ["cron", "iana-time-zone", "pem"]) // ours: Ajv has nothing to do for them
        ajv.addFormat(name, true);
    return cases.map(one => ajv.compile(one.schema));
}

const quick = compile({});
const thorough = compile({ allErrors: true });

/// Microseconds of this process: others on the machine do not count.
function since(start) {
    const { user, system } = process.cpuUsage(start);
    return user + system;
}

function each(member, functions) {
    let count = 0;
    let saidValid = 0;
    let taken = 0;
    const start = process.cpuUsage();
    while (taken < 100_000) {
        for (let index = 0; index < cases.length; index++)
            for (const document of cases[index][member]) {
                if (functions[index](document))
                    saidValid++;
                count++;
            }
        taken = since(start);
    }
    const wrong = member === "valid" ? count - saidValid : saidValid;
    if (wrong !== 0)
        console.error(`Ajv: a verdict differs on ${wrong} of ${count}`);
    return taken / count;
}

const commands = {
    "ajv valid": () => each("valid", quick),
    "ajv invalid": () => each("invalid", quick),
    "ajv errors": () => each("invalid", thorough),
    "ajv compile": () => {
        const start = process.cpuUsage();
        compile({});
        return since(start) / cases.length;
    },
};

console.log("ready");
for await (const line of createInterface({ input: process.stdin }))
    console.log(commands[line]?.() ?? -1);
