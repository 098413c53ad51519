/** What the form of a page that submits itself would send, and where to. */
export interface FormPost {
  readonly action: string
  readonly fields: Record<string, string>
}

const ENTITIES: readonly (readonly [character: string, entity: string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]

function escaped(text: string): string {
  return ENTITIES.reduce((result, [character, entity]) => result.replaceAll(character, entity), text)
}

function unescaped(text: string): string {
  // In reverse order, because the text may have had entities before it was escaped.
  return ENTITIES.toReversed().reduce(
    (result, [character, entity]) => result.replaceAll(entity, character),
    text,
  )
}

/** The page that sends the response to the client for response_mode=form_post. */
export function formPostPage(action: string, params: URLSearchParams): string {
  const inputs = [...params].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  return `<!doctype html>
<title>Signing in</title>
<form method="post" action="${escaped(action)}">
${inputs.join('\n')}
<noscript><button>Continue</button></noscript>
</form>
<script>document.forms[0].submit()</script>
`
}

/** Reads such a page as a browser would, and throws for anything else. */
export function parseFormPost(html: string): FormPost {
  const action = /<form method="post" action="([^"]*)">/.exec(html)?.[1]
  if (action === undefined) throw new Error('this page has no form that posts itself')
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/?>/g)
  const fields = [...inputs].map(
    ([, name, value]) => [unescaped(name ?? ''), unescaped(value ?? '')] as const,
  )
  return { action: unescaped(action), fields: Object.fromEntries(fields) }
}
