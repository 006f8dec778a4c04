import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A throw-away folder holding the given files (path → text); removed when the test ends, or the process outside one. */
export function folderOf(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'prenotice-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  try {
    onTestFinished(remove);
  } catch {
    process.once('exit', remove);
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

export const siteYaml = `name: Fernhill Software GmbH
url: https://fernhill.example.com/legal/
timeZone: Europe/Berlin
locale: en
mailer: outbox
from: "Fernhill Legal <legal@notices.fernhill.example.com>"
`;

export const policyYaml = `title: Privacy notice
kind: privacy
notice:
  - since: "1"
    period: P30D
    applies: material
    channels: { any: [email, site] }
    quote: "We tell you by e-mail at least 30 days before a material change takes effect."
reviewed: "2026-10-01"
`;

/** A version file with the given front matter lines and body. */
export const versionMdx = (front: string, body: string): string =>
  `---\n${front.trim()}\n---\n\n${body.trim()}\n`;

export const firstBody = `## 1. What we collect

We collect your name and your e-mail address.

## 2. How long we keep it

We keep your data for 2 years.

## 3. Changes to this notice

We tell you by e-mail at least 30 days before a material change takes effect.
`;

/** Site, policy and a lawful first version; more files and changes on top. */
export function smallSite(more: Record<string, string> = {}): Record<string, string> {
  return {
    'site.yaml': siteYaml,
    'privacy/policy.yaml': policyYaml,
    'privacy/1.mdx': versionMdx('version: "1"\npublished: "2025-01-01"\neffective: "2025-01-01"', firstBody),
    ...more,
  };
}
