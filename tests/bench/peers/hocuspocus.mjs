// Hocuspocus as its guide sets it up, with its SQLite extension; run from the folder that holds its packages.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [port, database] = process.argv.slice(2);
const require = createRequire(`${process.cwd()}/package.json`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { Server } = await load('@hocuspocus/server');
const { SQLite } = await load('@hocuspocus/extension-sqlite');
const extensions = [new SQLite({ database })];
await new Server({ port: Number(port), address: '127.0.0.1', quiet: true, extensions }).listen();
