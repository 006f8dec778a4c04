import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { splitFrontMatter } from '../authoring/front-matter.ts';
import { readYaml } from '../authoring/yaml-file.ts';
import { parse } from '../policy/parse.ts';
import { policySchema } from '../policy/policy.ts';
import { publishedText } from '../policy/published-text.ts';
import { type VersionFields, versionSchema } from '../policy/version.ts';
import type { PackCheck } from './pack-check.ts';
import { configurationSchema, type summarySchema } from './pack-schema.ts';
import { linesOf, sha256 } from './read-pack.ts';

type Summary = z.output<typeof summarySchema>;

/**
 * The digest of a published text is the SHA-256 of its file, its head says what the summary says, and the source gives
 * that text and those decisions.
 */
export function checkTexts(check: PackCheck, summary: Summary): void {
  checkText(check, summary.previous);
  checkPolicy(check, summary);
  const fields = checkText(check, summary.next);
  if (!fields) return;
  const { approved, assessment, exemption } = summary.decisions;
  const stated = JSON.stringify([approved, assessment, exemption]);
  const written = JSON.stringify([
    fields.approved ?? null,
    fields.assessment ?? null,
    fields.exemption ?? null,
  ]);
  if (stated !== written)
    check.fault(
      'summary.json',
      'the decisions are not those in the source of the version',
      summary.next.source,
    );
}

/** The promise and the withdrawal are those of policy.yaml, and so are the settings. */
function checkPolicy(check: PackCheck, { profile, profileSource: file, decisions, next }: Summary): void {
  const bytes = check.bytes(file);
  const settings = bytes && readYaml(new TextDecoder().decode(bytes), policySchema, file).value;
  if (!settings) {
    if (bytes) check.fault(file, 'cannot be read as the settings of a policy');
    return;
  }
  if (!settings.notice.some((entry) => isDeepStrictEqual(plain(entry), plain(profile))))
    check.fault('summary.json', 'the promise is none of those in the settings of the policy', file);
  const withdrawal = settings.withdrawn.find(({ version }) => version === next.version);
  const { on, reason, by } = withdrawal ?? {};
  if (!isDeepStrictEqual(decisions.withdrawn, withdrawal ? { on, reason, by } : null))
    check.fault('summary.json', 'the withdrawal is not that in the settings of the policy', file);
  const configuration = check.document('configuration.json', configurationSchema);
  if (configuration && !isDeepStrictEqual(configuration.policy, plain(settings)))
    check.fault('configuration.json', 'the settings of the policy are not those of its file', file);
}

/** As JSON has it. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function checkText(check: PackCheck, text: Summary['next']): VersionFields | null {
  const bytes = check.bytes(text.text);
  if (bytes) {
    if (sha256(bytes) !== text.digest)
      check.fault(text.text, `has not the digest that the summary names for version ${text.version}`);
    const { title, version, published, effective } = text;
    const head = `prenotice-text/1\nTitle: ${title}\nVersion: ${version}\nPublished: ${published}\nEffective: ${effective}`;
    if ([...firstLines(bytes, 5)].join('\n') !== head)
      check.fault(text.text, 'has another title, number or dates than the summary');
  }
  const source = check.bytes(text.source);
  if (!source) return null;
  const read = readSource(new TextDecoder().decode(source), text.source);
  if (!read) {
    check.fault(text.source, 'cannot be read as the source of a version');
    return null;
  }
  if (bytes && !Buffer.from(publishedText(text.title, read.fields, read.document)).equals(bytes))
    check.fault(text.source, `does not give the published text ${text.text}`);
  return read.fields;
}

function readSource(source: string, file: string) {
  try {
    const { yaml, yamlOffset, body, bodyOffset } = splitFrontMatter(source);
    const fields = readYaml(yaml, versionSchema, file, yamlOffset).value;
    const { document, problems } = parse(body, 'mdx', bodyOffset);
    return fields && problems.length === 0 ? { fields, document } : null;
  } catch {
    return null;
  }
}

function* firstLines(bytes: Uint8Array, count: number): Generator<string> {
  for (const line of linesOf(bytes)) {
    if (count-- === 0) return;
    yield line;
  }
}
