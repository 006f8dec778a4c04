/** Addresses that cannot run code; null for the others (`javascript:`, `data:`, `vbscript:` …). */
export function safeUrl(url: string): string | null {
  // Browsers ignore control characters and white space inside a scheme.
  const bare = url.replace(/[\p{Cc}\p{Z}]/gu, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme) ? url.trim() : null;
}
