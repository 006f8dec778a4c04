// JavaScript, for the first file must not need Node's compiler: with it, that takes 14 MB and a tenth of a second for every
// command. What comes after this line is compiled once and kept.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runHere } = await import('./prenotice.ts');
await runHere();
