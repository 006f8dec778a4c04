import type { Recipient, RejectedRow } from '../notice/recipient.ts';
import { cleanLine } from './hostile-text.ts';
import { columns, type ReadRow } from './recipient-row.ts';
import { SeenIds } from './seen-ids.ts';

/** What one pass over a list gives, group by group, in the order of the list. */
export interface RecipientGroup {
  /** Rows that stand; `email: ''` where there is no usable address (the row is then in `rejected` too). */
  recipients: Recipient[];
  /** Rows set aside, with line and reason. */
  rejected: RejectedRow[];
  /** Rows that stand, and what was taken out of them; unknown columns with line 1. */
  remarks: RejectedRow[];
}

/** A row before its fields are checked; `reason` when it could not even be taken apart. */
export interface RawRow {
  /** Line in the file, or number of the row in the result of a query. */
  line: number;
  row: ReadRow | null;
  reason?: string;
  remark?: string;
}

/** Checks rows against all that came before them in one pass over a list: memory holds some 15 bytes per id. */
export class RecipientCheck {
  readonly #seen = new SeenIds();
  readonly #where: string;

  /** @param where the list, for messages. */
  constructor(where: string) {
    this.#where = where;
  }

  check(rows: readonly RawRow[], remarks: readonly RejectedRow[] = []): RecipientGroup {
    const file = this.#where;
    const group: RecipientGroup = { recipients: [], rejected: [], remarks: [...remarks] };
    for (const { line, row, reason, remark } of rows) {
      if (remark) group.remarks.push({ file, line, id: null, reason: remark });
      if (!row) {
        group.rejected.push({ file, line, id: null, reason: reason ?? 'the row cannot be read' });
        continue;
      }
      const id = row.recipient?.id ?? null;
      if (row.recipient && !this.#seen.add(row.recipient.id)) {
        const twice = 'the id stands in the list already; this row is set aside';
        group.rejected.push({ file, line, id, reason: twice });
        continue;
      }
      if (row.rejected) group.rejected.push({ file, line, id, reason: row.rejected });
      if (row.recipient) group.recipients.push(row.recipient);
      for (const reason of row.remarks) group.remarks.push({ file, line, id, reason });
    }
    return group;
  }
}

export function unknownColumns(names: readonly string[]): string {
  const list = names.map((name) => `\`${cleanLine(name, 30)}\``).join(', ');
  return `unknown ${names.length === 1 ? 'column' : 'columns'} ${list}, not used; known are ${columns.join(', ')}`;
}
