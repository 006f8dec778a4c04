import * as z from 'zod';
import { englishVocabularies, type VocabularyName } from './lexicon.ts';

const names = Object.keys(englishVocabularies) as VocabularyName[];

const line = z.string().refine((text) => /^[^:#\n]*[^\s:#\n][^:#\n]*:\s*[^\s,][^\n]*$/.test(text), {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is no line of a vocabulary; write "name: word or phrase, word or phrase"`,
});

/** `content/vocabulary.yaml`: a site's own words, by the names of the vocabularies in docs/rules.md. */
export const vocabularySchema = z.strictObject(
  Object.fromEntries(names.map((name) => [name, z.array(line).optional()])) as Record<
    VocabularyName,
    z.ZodOptional<z.ZodArray<typeof line>>
  >,
);
