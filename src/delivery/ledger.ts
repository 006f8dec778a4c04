import type { BegunNotice, NoticeKind } from '../notice/plan.ts';
import type { Day, Period } from '../policy/day.ts';
import type { ChangeClass } from '../policy/fields.ts';
import type { ChainLink } from './chain.ts';
import type { KeptEvents, OpenMail } from './ledger-events.ts';
import type { PurgeReport, PurgeRequest } from './ledger-purge.ts';
import type { ProviderEvent } from './provider-events.ts';

/**
 * The lasting record of letters and the guard against sending twice. Whatever is about to be attempted stands here
 * first (`fixBatch`: the intent), then it is attempted, then what came of it is written (`settle`). A process may end
 * between any two steps.
 */

/** `pending`: nothing attempted. `unknown`: attempted, outcome not (yet) known. `written`: in the outbox, told nobody. */
export type DeliveryState =
  | 'pending'
  | 'written'
  | 'accepted'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'suppressed'
  | 'refused'
  | 'unknown';

/**
 * How somebody is told of one notice. `left`: gone from the list before anything was attempted. `otherwise`: a person
 * recorded that they were told in another way, which is the last word.
 */
export type Telling = 'letter' | 'optedOut' | 'siteOnly' | 'signUp' | 'left' | 'otherwise';

/** Ways of telling that people may record. */
export const recordedChannels = ['post', 'service', 'email'] as const;
export type RecordedChannel = (typeof recordedChannels)[number];

/** A person's word that somebody was told. */
export interface Recorded {
  recipientId: string;
  channel: RecordedChannel;
  /** The day on which they were told. */
  day: Day;
}

/** A notice as it was when its first letter was planned. */
export interface NoticeRecord {
  policy: string;
  version: string;
  kind: NoticeKind;
  letter: string;
  class: ChangeClass;
  published: Day;
  effective: Day;
  deadline: Day;
  period: Period;
  clearDays: boolean;
  /** True when the promised period need not be kept. */
  exempt: boolean;
  /** SHA-256 of the version that is announced. */
  digest: string;
}

/** One recipient of one letter, with how each of its notices reaches them. */
export interface Engagement {
  recipientId: string;
  /** Empty without a usable address. */
  address: string;
  fallback?: string;
  name?: string;
  locale?: string;
  duties: EngagedDuty[];
}

export interface EngagedDuty {
  /** `noticeKey`. */
  notice: string;
  how: Exclude<Telling, 'left' | 'otherwise'>;
  joined: boolean;
  /** Only for those whom this earlier notice was sent to: a correction, a reminder. */
  after?: string;
}

export interface EngageCounts {
  /** People put in the queue by this call. */
  queued: number;
  /** People who stood in the queue before, or whose letter is under way. */
  waiting: number;
  /** People told before. */
  told: number;
}

/** Somebody at an end of the queue. */
export interface QueueEnd {
  recipientId: string;
  address: string;
}

/** A mail that nothing has been attempted for. */
export interface PendingDelivery {
  reference: string;
  recipientId: string;
  address: string;
  name: string | null;
  locale: string | null;
  /** `noticeKey`s, sorted. */
  notices: string[];
  /** Notices, out of `notices`, that everybody behind this address joined after. */
  joined: string[];
  /** False when one of its notices has no first day yet. */
  begun: boolean;
}

/** A member of a batch: everything that the mail is made of, so that it can be made again byte for byte. */
export interface BatchMember {
  reference: string;
  recipientId: string;
  address: string;
  name: string | null;
  /** Which text of the letter. */
  variant: string;
  state: DeliveryState;
}

export interface Batch {
  key: string;
  letter: string;
  members: BatchMember[];
  /** Instants, ISO 8601, of the intent and the latest try. */
  firstTriedAt: string;
  lastTriedAt: string;
  tries: number;
  holder: string;
  leaseUntil: string;
}

/** How the next batches are to be made; asked inside the ledger's transaction, so nothing in it waits. */
export interface ClaimRequest {
  letter: string;
  /** Members of a batch at most. */
  limit: number;
  /** Batches at most: several in one transaction wait for the disk once. Default: 1. */
  batches?: number;
  /** Members of all of them at most. */
  most?: number;
  /** Mails that may be tried first on `day`, by all runs and for all letters together; absent: any number. */
  perDay?: number;
  /** Which text a delivery gets. */
  variantOf: (delivery: PendingDelivery) => string;
  /** SHA-256 (hex) of the kept texts that this process would send, by variant. */
  texts: ReadonlyMap<string, string>;
  /** Names the batch: the same members with the same texts give the same key. */
  keyOf: (members: readonly BatchMember[]) => string;
  at: string;
  day: Day;
  holder: string;
  leaseUntil: string;
}

/**
 * `fixed`: the intent stands in the ledger. `unready`: nothing was changed, because these need a text that the process
 * does not have as the ledger keeps it. `none`: nothing waits. `capped`: as many as the day may have are out.
 */
export type Claim =
  | { kind: 'fixed'; batches: Batch[] }
  | { kind: 'unready'; deliveries: PendingDelivery[] }
  | { kind: 'none' }
  | { kind: 'capped' };

export interface Settlement {
  reference: string;
  state: DeliveryState;
  providerId?: string;
  reason?: string;
}

/** What came of one batch, or of some of its members. */
export interface BatchOutcome {
  key: string;
  results: readonly Settlement[];
  /** When it was known: an instant, ISO 8601 UTC. */
  at: string;
  /** The first day on which the provider certainly had the letters; absent: that of the call. */
  day?: Day;
}

/** People of one notice who share a fate. */
export interface FateCount {
  notice: string;
  how: Telling;
  /** Null unless `how` is `letter`. */
  state: DeliveryState | null;
  /** The day of the letter, or of the other way of telling; null while nothing was attempted. */
  day: Day | null;
  joined: boolean;
  people: number;
}

/** Everything about one recipient, oldest first. */
export interface StoryLine {
  at: string | null;
  day: Day | null;
  notice: string;
  what: string;
  address: string | null;
  reference: string | null;
  providerId: string | null;
  detail: string | null;
}

/** Somebody whom no letter reached, or whose letter a person must look into. */
export interface WorkItem {
  notice: string;
  recipientId: string;
  address: string | null;
  state: string;
  reference: string | null;
  reason: string | null;
}

/** What a ledger knows of mails in the provider's list. */
export interface KnownMails {
  /** By reference, of those that it has: their letter, how they stand, their batch, and the key of their address. */
  letters: Map<string, { letter: string; state: DeliveryState; batch: string | null; addressKey: string }>;
  /** The provider's ids of the mails that it has accepted in answer to this ledger's own request, by reference. */
  answered: Map<string, string | null>;
  /** References of those that wait for the letter, by the key of their address. */
  waiting: Map<string, string>;
}

/** A letter that the provider shows as sent. */
export interface SentLetter {
  reference: string;
  /** The provider's id of the mail. */
  id: string;
  /** When the provider made it: an instant, ISO 8601 UTC; and the day of that. */
  at: string;
  day: Day;
  /** What shows it. */
  reason: string;
  /** `noticeKey`s of what it has told of; null: of all that its reader waited for. */
  about: readonly string[] | null;
}

export interface Ledger {
  /** Where it is kept, for messages; without secrets. */
  readonly where: string;
  begun(): Promise<BegunNotice[]>;
  notices(): Promise<(NoticeRecord & { firstDay: Day | null })[]>;
  /** Opens notices; one that is open already stays as it was first written. */
  open(notices: readonly NoticeRecord[], at: string): Promise<void>;
  /**
   * Puts a group of recipients (at most some thousands) in the queue of a letter; whoever is told stays told.
   * @param run sorts by the time at which the pass over the list began, and is unique.
   * @param at when those who get no letter were found so: an instant, ISO 8601 UTC.
   * @param openSince what follows a letter that was first tried since then and has no outcome waits for the outcome.
   */
  engage(
    letter: string,
    run: string,
    people: readonly Engagement[],
    at: string,
    openSince?: string,
  ): Promise<EngageCounts>;
  /**
   * After the whole list went through `engage`: who is in the queue and no longer in the list leaves it.
   * @param allow is told how many people that are. What it throws is thrown, and nobody leaves.
   */
  finishList(
    letter: string,
    run: string,
    notices: readonly string[],
    at: string,
    allow?: (leaving: number) => void,
  ): Promise<number>;
  /**
   * Takes out of the queue of a letter whatever is not among `notices`, because it is not announced in it any more: a
   * version that was withdrawn while people waited, or that is held back.
   */
  narrow(letter: string, notices: readonly string[]): Promise<void>;
  /** Keeps what the published site showed for notices whose letters are about to go. */
  keepLook(looks: readonly { notice: string; where: string; digest: string }[], at: string): Promise<void>;
  /** The chain of a notice, oldest link first; nothing before its first entry. */
  chain(notice: string): AsyncIterable<ChainLink>;
  pending(letter: string, limit: number): Promise<PendingDelivery[]>;
  /** Mails that wait for the letter; with `notice` (a `noticeKey`) those that are to tell of it. */
  countPending(letter: string, notice?: string): Promise<number>;
  /** Of those who wait for a letter the first and the last by their ids, to be shown before it leaves; empty when nobody does. */
  queueEnds(letter: string): Promise<QueueEnd[]>;
  /** On how many days before `day` mails of this letter were tried first. */
  daysBefore(letter: string, day: Day): Promise<number>;
  /** How many mails were tried first on that day. */
  mailsOn(day: Day): Promise<number>;
  /** Keeps the text of a variant and gives the one that holds: once a letter was attempted with it, the first. */
  keepText(letter: string, variant: string, rendered: string, at: string): Promise<string>;
  text(letter: string, variant: string): Promise<string | null>;
  /** All kept texts of a letter, by variant. */
  texts(letter: string): Promise<Map<string, string>>;
  /**
   * Forgets all that was done about a letter, so that it is written anew. For the outbox only, whose letters have told
   * nobody. @throws when one of its letters may have reached somebody.
   */
  restart(letter: string): Promise<void>;
  /**
   * The intent: takes the next pending deliveries that no other process is taking, and writes down members, order and
   * texts of each batch, all of it `unknown` from here on until something better is known.
   */
  claim(request: ClaimRequest): Promise<Claim>;
  /** Batches with an outcome still open, oldest first. */
  openBatches(letter?: string): Promise<Batch[]>;
  /** Makes this process the holder for another try; false when another took it meanwhile. */
  takeOver(
    batch: Pick<Batch, 'key' | 'tries' | 'holder'>,
    holder: string,
    at: string,
    leaseUntil: string,
  ): Promise<boolean>;
  /**
   * Outcomes, written together: that costs little more than one. A batch without an unknown member is closed. A letter
   * whose outcome comes on a later day than the intent gets that day: it has not certainly left before.
   */
  settle(outcomes: readonly BatchOutcome[], day: Day): Promise<void>;
  /**
   * The batch was certainly not taken: its members wait again, nothing is held against them.
   * @param batch as its holder knows it: when another has tried it or may be trying it, nothing is changed.
   * @returns those that wait again; of the others more is known.
   */
  release(
    batch: Pick<Batch, 'key' | 'tries' | 'holder'>,
    references: readonly string[],
    reason: string,
    at: string,
    day: Day,
  ): Promise<string[]>;
  /**
   * Notes other ways of telling. Of those whom a letter has reached already nothing changes.
   * @param notices `noticeKey`s; all notices of the ledger when empty.
   * @returns ids that no notice knows, and how many entries were written.
   */
  record(
    entries: readonly Recorded[],
    notices: readonly string[],
    at: string,
  ): Promise<{ recorded: number; strangers: string[] }>;
  /**
   * Keeps news from the provider, each once, and makes the state of a letter what all its news together say, in
   * whatever order they come. News about no letter of this ledger are not kept.
   * @param at when they are written down. @param dayOf the day of an instant, in the site's zone.
   */
  keepEvents(
    events: readonly ProviderEvent[],
    at: string,
    dayOf: (instant: string) => Day,
  ): Promise<KeptEvents>;
  /** What is known of these references, and who waits for the letter at these addresses (as `addressKey` makes them). */
  knownMails(
    letter: string,
    references: readonly string[],
    addressKeys: readonly string[],
  ): Promise<KnownMails>;
  /**
   * Letters that wait here have left long ago, without this ledger's knowing: they are accepted, on those days. Where one
   * has told of some of what its reader waits for, the rest waits as a letter of its own.
   * @returns how many there were.
   */
  adopt(letter: string, sent: readonly SentLetter[], at: string): Promise<number>;
  /** The provider's own messages about these letters, as they came. */
  messages(references: readonly string[]): Promise<string[]>;
  /**
   * Letters taken by the provider since a day and of which nothing final is known, by reference, `limit` after
   * `after` ('' for the first); with `addresses` (as `addressKey` makes them) only those that went there.
   */
  openMails(since: Day, after: string, limit: number, addresses?: readonly string[]): Promise<OpenMail[]>;
  /**
   * Ids of those whom a notice has been sent to (or who were told otherwise), some at a time; with `waiting` also
   * those whose letter still waits. A letter that failed counts as none.
   */
  reached(notice: string, waiting: boolean): AsyncIterable<string[]>;
  /**
   * Erases personal data for good, of notices that took effect 90 days ago or earlier; see `purge` in ledger-purge.ts.
   * @param today decides what is old enough.
   */
  purge(request: PurgeRequest, today: Day, at: string): Promise<PurgeReport>;
  fates(): Promise<FateCount[]>;
  /** Keeps `fates` for as long as things stand as they do, unless somebody waits or an outcome is open. */
  keepFates(): Promise<void>;
  story(recipientId: string): Promise<StoryLine[]>;
  worklist(): AsyncIterable<WorkItem>;
  /**
   * Changes with everything that is written about people; null while anybody waits or an outcome is open. The same
   * twice: nothing has happened in between.
   */
  standing(): Promise<string | null>;
  /** Whether there is a letter that reached nobody: the next pass over the list may find another address. */
  failures(letter: string): Promise<boolean>;
  /** Keeps what a pass over the list gave, under a digest of all that it depends on, in the place of what was kept before. */
  remember(what: string, key: string, value: string): Promise<void>;
  /** What was kept under this very key. */
  recall(what: string, key: string): Promise<string | null>;
  /**
   * Changes a value that all processes on this ledger share, one after the other; a power failure may undo it.
   * @param change gets the value as it stands (null: none yet) and ms by the one clock that all of them read. Asked
   * inside the ledger's transaction, so nothing in it waits.
   */
  agree(what: string, change: (value: string | null, now: number) => string): Promise<void>;
  /** Copies the whole ledger, as it is at one moment, into a new file. @throws PrenoticeError when it cannot be done here. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
