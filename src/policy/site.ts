import * as z from 'zod';
import { contrastIn, leastContrast, readableIn, type Scheme } from './colour.ts';
import { textField } from './fields.ts';

const timeZone = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return !/^[+-]/.test(zone);
    } catch {
      return false;
    }
  },
  {
    error: (issue) =>
      `${JSON.stringify(issue.input)} is not an IANA time zone; write for example Europe/Berlin`,
  },
);

const locale = z.string().refine(
  (tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  },
  { error: (issue) => `${JSON.stringify(issue.input)} is not a language tag; write for example en or de` },
);

export { locale as localeField, timeZone as timeZoneField };

/** The format of the content folder that this program writes. */
export const contentSchema = 1;

/** An address, which may hold a password, is not taken for a name, which would be told. */
const listFile = textField.refine((name) => !/:\/\/|\bpassword\s*=/i.test(name), {
  error: 'this is an address; write the name of a file',
});

/** A list, or the file of a query and the variable of the environment that holds the database's address. */
const recipientsField = z.union(
  [
    listFile,
    z.strictObject({
      /** File with one SQL statement, relative to site.yaml. */
      query: listFile,
      /** Name of the variable; its value, with a password in it, belongs into no file. */
      database: textField.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
        error:
          'this is not the name of an environment variable; write such a name: the address of the database stands there and never in a file',
      }),
    }),
  ],
  {
    error:
      'write a file, or { query: customers.sql, database: NAME } with the name of the environment variable that holds the address of the database',
  },
);

/** A colour that links can have in a scheme. */
const accent = (scheme: Scheme) =>
  z
    .string()
    .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, {
      error: 'write a colour as "#" and six digits, quoted, such as "#0b5566"',
    })
    .refine((colour) => contrastIn(scheme, colour) >= leastContrast, {
      error: ({ input }) =>
        `links in ${input} could not be read on the ${scheme} page: the contrast is ${contrastIn(scheme, String(input)).toFixed(1)}:1, and WCAG 2.2 (1.4.3) asks for ${leastContrast}:1; ${readableIn(scheme, String(input))} is the nearest that has it`,
      abort: true,
    });

const picture = z.string().regex(/^[\w-][\w.-]*\.(svg|png|webp|jpg)$/, {
  error: 'write the name of a file in the content folder itself: .svg, .png, .webp or .jpg',
});

const letterCount = z.int({ error: 'write a whole number of letters' }).min(1, {
  error: 'write 1 letter or more',
});

/** `content/site.yaml`: the company, its address, and how letters leave. */
export const siteSchema = z.strictObject({
  /** Format of the content folder; absent: 1. Raised only when old content would be read another way. */
  schema: z
    .int({ error: `write schema: ${contentSchema}` })
    .min(1, { error: `write schema: ${contentSchema}` })
    .max(contentSchema, {
      error: (issue) =>
        `this content is written in format ${String(issue.input)}, and this Prenotice reads formats up to ${contentSchema}: write schema: ${contentSchema} if that is a mistake, or update Prenotice (docs/set-up.md, "Updating")`,
    })
    .default(contentSchema),
  /** The company, as it signs letters. */
  name: textField,
  /** Where the site is published; a path is allowed and every link is made under it. */
  url: z
    .url({
      protocol: /^https?$/,
      error: 'write the full address of the site, such as https://example.com/legal/',
    })
    .transform((url) => (url.endsWith('/') ? url : `${url}/`)),
  /** IANA zone in which days begin, unless a policy has its own. */
  timeZone,
  /** BCP 47 tag of the texts. */
  locale: locale.default('en'),
  mailer: z.enum(['outbox', 'resend'], { error: 'write outbox or resend' }).default('outbox'),
  /** `Name <address>` of the sender. */
  from: textField.regex(/^(?:[^<>\r\n]+<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, {
    error: 'write a sender such as "Example Legal <legal@notices.example.com>"',
  }),
  replyTo: z.email({ error: 'write an address that people read, such as privacy@example.com' }).optional(),
  /** Recipient list: a file relative to site.yaml, or a query on a PostgreSQL database. */
  recipients: recipientsField.optional(),
  /** How fast letters leave. */
  sending: z
    .strictObject({
      /** Requests a second at most, of up to 100 letters each; less than the provider's limit leaves room for other mail. */
      rate: z.number().positive({ error: 'write how many requests a second, such as 8' }).optional(),
      /** True where the plan lets letters beyond the monthly quota through (pay-as-you-go), up to five times as many. */
      payAsYouGo: z.boolean().optional(),
      /** Letters a day at most. */
      perDay: letterCount.optional(),
      /** Letters on the first, second, … day of a letter, for a domain that is not used to so many; then `perDay`. */
      warmUp: z.array(letterCount).min(1).optional(),
    })
    .optional(),
  /** Postal address shown at the foot of letters. */
  address: textField.optional(),
  /** The company's looks, where the site's own do not do. */
  theme: z
    .strictObject({
      /** Picture in the head of every page instead of the name; a file beside site.yaml. */
      logo: picture.optional(),
      /** The same for readers of the dark scheme. */
      logoDark: picture.optional(),
      /** Colour of links and marks on the light page. */
      accent: accent('light').optional(),
      /** The same on the dark page; without it the light one is made lighter. */
      accentDark: accent('dark').optional(),
    })
    .optional(),
});

export type Site = z.output<typeof siteSchema>;
