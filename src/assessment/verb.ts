const verb =
  /\b(?:[Ww]e|[Yy]ou|[Tt]hey|[Ii]t|[a-z]+s?|[A-Z][a-z]+) (?:may|might|can|could|will|shall|must|should|do|does|are|is|was|were|have|has|collect|use|share|disclose|process|store|retain|keep|agree|grant|need|require|provide|receive|transfer|sell|send|not)\b|\b(?:[Ww]e|[Yy]ou) (?!(?:and|or|at|in|on|with|to|from|by|for) )[a-z]+\b|\b(?:agree|must|shall|will|may|collects?|uses?|shares?|stores?|applies|apply|means?|authori[sz]e|represent|warrant|accept|acknowledge)\b/;

/** Whether a text says that something is or is done; labels, names and menu entries do not. */
export function hasVerb(text: string): boolean {
  return verb.test(text);
}
