import type { Nodes, Root } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import { noHtml } from './mdx-words.ts';
import type { Problem } from './problem.ts';

/** What authors may use in MDX beside Markdown. Content is data: nothing here can run code. */
export const noteComponents = {
  Note: 'prenotice-note',
  Anchor: 'prenotice-anchor',
} as const;

/** What comes with text that was copied from a web page. */
const htmlElements =
  /^(?:a|article|b|blockquote|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|section|small|span|strike|strong|table|tbody|td|tfoot|th|thead|tr|ul)$/;

/** HTML elements that may be written as JSX, without attributes. */
const plainElements = ['br', 'sup', 'sub', 'u', 'dl', 'dt', 'dd'] as const;

type Finding = Omit<Problem, 'file'>;

/** Reports code, unknown components and forbidden attributes in an MDX tree, each with its place. */
export function checkMdx(tree: Root): Finding[] {
  const findings: Finding[] = [];
  const report = (node: Nodes, rule: string, message: string, remedy: string) => {
    const start = node.position?.start;
    findings.push({
      rule,
      severity: 'error',
      line: start?.line ?? 0,
      column: start?.column ?? 0,
      message,
      remedy,
    });
  };
  const visit = (node: Nodes) => {
    switch (node.type) {
      case 'mdxjsEsm':
        report(
          node,
          'mdx-code',
          `"${firstLine(node.value)}" is code (import or export); content is data and cannot run code`,
          'Remove the line. If it is meant as text, begin the sentence with another word or put it in a list.',
        );
        break;
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        report(
          node,
          'mdx-expression',
          `{${firstLine(node.value)}} is a code expression; content is data and cannot run code`,
          'Write the text itself. If you mean braces, write \\{ and \\}.',
        );
        break;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        checkElement(node, report);
        break;
    }
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  visit(tree);
  return findings;
}

function checkElement(
  node: MdxJsxFlowElement | MdxJsxTextElement,
  report: (node: Nodes, rule: string, message: string, remedy: string) => void,
): void {
  const name = node.name ?? '';
  const isComponent = Object.hasOwn(noteComponents, name);
  if (!isComponent && !(plainElements as readonly string[]).includes(name)) {
    report(
      node,
      'component-unknown',
      name === ''
        ? 'an empty tag <> is not a component'
        : `<${name}> is ${htmlElements.test(name) ? 'HTML, and a policy is written in Markdown' : 'not a component of this project'}`,
      htmlElements.test(name)
        ? noHtml
        : `Use <${Object.keys(noteComponents).join('>, <')}> or plain Markdown; if you mean the sign <, write \\<.`,
    );
    return;
  }
  for (const attribute of node.attributes) {
    const good =
      name === 'Anchor' &&
      attribute.type === 'mdxJsxAttribute' &&
      attribute.name === 'id' &&
      typeof attribute.value === 'string';
    if (!good) {
      const label = attribute.type === 'mdxJsxAttribute' ? attribute.name : '{…}';
      report(
        node,
        'component-attribute',
        `<${name}> cannot have ${label}`,
        name === 'Anchor' ? 'Write <Anchor id="my-clause" /> with plain text.' : 'Remove the attribute.',
      );
    }
  }
  if (name === 'Anchor' && !/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(anchorId(node) ?? '')) {
    report(
      node,
      'component-attribute',
      '<Anchor> needs an id of letters, digits and hyphens',
      'Write for example <Anchor id="what-we-collect" />.',
    );
  }
}

/** The id that an `<Anchor>` gives to the clause whose heading it stands in. */
export function anchorId(node: MdxJsxFlowElement | MdxJsxTextElement): string | undefined {
  const attribute = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === 'id');
  return attribute && typeof attribute.value === 'string' ? attribute.value : undefined;
}

const firstLine = (text: string): string => {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};
