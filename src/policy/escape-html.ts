const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For HTML and XML, in text and in attributes between double quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => references[sign]!);

/** For text of HTML and XML only: quotation marks, of which policies are full, stay as they are. */
export const escapeText = (text: string): string => text.replace(/[&<>]/g, (sign) => references[sign]!);
