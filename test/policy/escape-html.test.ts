import { expect, test } from 'vitest';
import { escapeHtml, escapeText } from '../../src/policy/escape-html.ts';

test('nothing of a text is markup, in an attribute either', () => {
  expect(escapeHtml('<a href="x">R&D</a>')).toBe('&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;');
  expect(escapeText('“A” & "b" <br>')).toBe('“A” &amp; "b" &lt;br&gt;');
});
