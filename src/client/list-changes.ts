import { assess } from '../assessment/assess.ts';
import type { AssessmentContext } from '../assessment/assessment.ts';
import { type ChangeListLabels, type ChangeListPlace, changeListHtml } from '../layouts/change-list.ts';
import type { Redline } from '../redline/redline.ts';
import type { ComparedVersion } from './compare.ts';

/** What the page says about the list: its words and place, and what the rules must know of the policy. */
export interface ListSettings {
  labels: ChangeListLabels;
  place: Omit<ChangeListPlace, 'html' | 'documents' | 'spoken'>;
  context: Pick<AssessmentContext, 'kind' | 'locale' | 'vocabulary'>;
}

export interface ListRequest {
  previous: ComparedVersion;
  next: ComparedVersion;
  /** Without rows: nobody needs them here. */
  redline: Redline;
  html: string;
  settings: ListSettings;
}

/**
 * The list of changes with classes and reasons, as on the pages between neighbours. A worker: loaded after the redline is
 * shown, and the page can be read and walked through meanwhile.
 */
function listChanges({ previous, next, redline, html, settings }: ListRequest): string {
  const { labels, place, context } = settings;
  const assessment = assess(previous.document, next.document, redline, {
    ...context,
    heldData: next.heldData,
    // People decided about the step from the version before, and about no other.
    decision: next.previous === previous.version ? next.decision : undefined,
  });
  const documents = { old: previous.document, new: next.document };
  return changeListHtml(assessment.changes, labels, {
    ...place,
    spoken: assessment.language,
    html,
    documents,
  });
}

addEventListener('message', ({ data }: MessageEvent<ListRequest>) => postMessage(listChanges(data)));
