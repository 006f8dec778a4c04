import type { Inline } from './document.ts';

/** Joins neighbouring texts, folds white space across node edges, trims both ends and drops empty nodes. */
export function tidy(nodes: Inline[]): Inline[] {
  let atSpace = true;
  let lineBreak: Extract<Inline, { type: 'break' }> | undefined;
  const fold = (list: Inline[]): Inline[] => {
    const out: Inline[] = [];
    for (const node of list) {
      if (node.type === 'text') {
        let value = node.value.replace(/[ \t\r\n\f]+/g, ' ');
        if (atSpace && value.startsWith(' ')) {
          value = value.slice(1);
          if (lineBreak) lineBreak.spaced = true;
        }
        if (value === '') continue;
        atSpace = value.endsWith(' ');
        lineBreak = undefined;
        const last = out.at(-1);
        if (last?.type === 'text') out[out.length - 1] = { type: 'text', value: last.value + value };
        else out.push({ type: 'text', value });
      } else if (node.type === 'break') {
        lineBreak = {
          type: 'break',
          ...(node.spaced || (atSpace && !lineBreak && out.length > 0) ? { spaced: true } : {}),
        };
        trimEnd(out);
        atSpace = true;
        out.push(lineBreak);
      } else if (node.type === 'code' || node.type === 'image') {
        atSpace = false;
        lineBreak = undefined;
        out.push(node);
      } else {
        const children = fold(node.children);
        if (children.length > 0) out.push({ ...node, children });
      }
    }
    return out;
  };
  const out = fold(nodes);
  while (out.at(-1)?.type === 'break') out.pop();
  while (out[0]?.type === 'break') out.shift();
  trimEnd(out);
  return out;
}

function trimEnd(nodes: Inline[]): void {
  const last = nodes.at(-1);
  if (!last) return;
  if (last.type === 'text') {
    const value = last.value.replace(/ $/, '');
    if (value === '') {
      nodes.pop();
      trimEnd(nodes);
    } else nodes[nodes.length - 1] = { type: 'text', value };
  } else if ('children' in last) {
    const children = [...last.children];
    trimEnd(children);
    if (children.length === 0) {
      nodes.pop();
      trimEnd(nodes);
    } else nodes[nodes.length - 1] = { ...last, children };
  }
}
