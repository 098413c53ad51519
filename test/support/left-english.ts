/** Words that neither French nor German has. */
const ENGLISH_WORDS =
  /\b(?:the|is|must|write|remove|with|which|from|that|are|not|and|has|have|this|your|of)\b/i

/**
 * The first word of a French or German text that is English; null without one. Quoted values, code and URLs are names of
 * programs.
 */
export function leftEnglish(text: string): string | null {
  const prose = text
    .replace(/"(?:\\.|[^"\\])*"/g, ' ')
    .replace(/`[^`]*`/g, ' ')
    .replace(/\bhttps?:\S+/g, ' ')
  return ENGLISH_WORDS.exec(prose)?.[0] ?? null
}
