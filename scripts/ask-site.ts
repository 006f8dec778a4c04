import type { PromiseChoice } from '../src/authoring/init/promises.ts';

/** Answers as a person types them, not yet checked. */
export interface SiteAnswers {
  name: string;
  url: string;
  timeZone: string;
  from: string;
  replyTo: string;
  promise: string;
}

type Questions = typeof import('@inquirer/prompts');

/** Asks for what the options have not given; every question proposes an answer where one can be worked out. */
export async function askSite(
  given: Partial<SiteAnswers>,
  propose: (answers: Partial<SiteAnswers>) => Partial<SiteAnswers>,
  check: (name: keyof SiteAnswers, value: string) => true | string,
  choices: readonly PromiseChoice[],
  { input, select }: Pick<Questions, 'input' | 'select'>,
): Promise<Partial<SiteAnswers>> {
  const answers = { ...given };
  const ask = async (name: keyof SiteAnswers, message: string) => {
    answers[name] ??= await input({
      message,
      default: propose(answers)[name],
      validate: (value) => check(name, value),
    });
  };
  await ask('name', 'The company, as it signs letters:');
  await ask('url', 'The address where the site will be published:');
  await ask('timeZone', 'The time zone in which days begin:');
  await ask('from', 'The sender of letters:');
  await ask('replyTo', 'The address that people read:');
  answers.promise ??= await select({
    message: 'What does the notice promise about its own changes?',
    choices: choices.map(({ id, label }) => ({ value: id, name: label })),
  });
  return answers;
}
