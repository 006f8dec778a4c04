import rehypeRaw from 'rehype-raw';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import type { Block } from '../../src/policy/document.ts';
import { blocksFromHast } from '../../src/policy/from-hast.ts';

const whole = remark().use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);

/** The blocks of a Markdown text read by remark in one go: what every faster reading must give, line numbers included. */
export const readWhole = (text: string): Block[] => blocksFromHast(whole.runSync(whole.parse(text)));
