/** What the provider says about mails when it is asked; the adapter is resend-reports.ts. */
export interface MailReports {
  /** Addresses that the provider sends nothing to any more, page by page. */
  suppressed(): AsyncIterable<string[]>;
  /** What became of one mail; null when the provider does not know it (any more). */
  look(providerId: string): Promise<MailReport | null>;
  /** Sent mail, newest first, page by page. */
  sent(): AsyncIterable<MailReport[]>;
}

export interface MailReport {
  providerId: string;
  /** The provider's word for the latest event, such as `bounced`. */
  lastEvent: string;
  /** When the mail was made, ISO 8601 UTC. */
  createdAt: string;
}
