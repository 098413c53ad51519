/** What Portcullis gives to every template besides `page` and `language`. createViews has the values. */
export const TEMPLATE_GLOBALS = [
  'asset',
  'url',
  'has',
  'loginUrl',
  'icon',
  'markUrl',
  'symbolPath',
  'clientSymbol',
  'site',
  't',
  'question',
  'scriptTexts',
] as const

/** What each page is rendered with, and the macros that templates import under these names. */
const RENDERED_NAMES: readonly string[] = ['page', 'language', 'forms', 'parts', 'continue']

/** Names that a value of a site cannot have, because templates of Portcullis need their own. */
export const RESERVED_TEMPLATE_NAMES: readonly string[] = [...TEMPLATE_GLOBALS, ...RENDERED_NAMES]
