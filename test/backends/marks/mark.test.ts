import { MAX_MARK_BYTES, parseMark } from '../../../src/backends/marks/mark.js'
import { ENGLISH } from '../../../src/locales/locales.js'
import { pngChunk, pngSquare } from '../../support/png.js'

const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
const svg = (content: string, root = 'viewBox="0 0 24 24"') => `<svg ${NAMESPACE} ${root}>${content}</svg>`

function accepted(file: string | Buffer): string {
  const result = parseMark(Buffer.from(file))
  if ('problem' in result) throw new Error(ENGLISH.format(result.problem))
  return Buffer.from(result.mark.picture).toString('latin1')
}

function problemOf(file: string | Buffer): string | null {
  const result = parseMark(Buffer.from(file))
  return 'problem' in result ? ENGLISH.format(result.problem) : null
}

test('a drawing as editors export it becomes shapes and nothing else', () => {
  const file = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made -by- an editor -->
    <svg ${NAMESPACE} xmlns:xlink='http://www.w3.org/1999/xlink' xml:space="preserve" class="a" width="24" height='24'>
      <title>Acme &amp; Sons</title>
      <defs><linearGradient id="image1"><stop offset="0" stop-color="#f00"/></linearGradient></defs>
      <path style="fill:url(#image1);stroke:none;font-family:Arial" d="M1 1h9v9\n  H1z"/>
      <g transform="translate(1 2)"><circle cx="1" cy="1" r=".5" fill="currentColor" /></g>
    </svg>`
  expect(accepted(file)).toBe(
    `<svg ${NAMESPACE} width="24" height="24"><title></title><defs><linearGradient id="image1">` +
      '<stop offset="0" stop-color="#f00"/></linearGradient></defs>' +
      '<path fill="url(#image1)" stroke="none" d="M1 1h9v9 H1z"/>' +
      '<g transform="translate(1 2)"><circle cx="1" cy="1" r=".5" fill="currentColor"/></g></svg>\n',
  )
})

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['a script with a prefix', '<svg:script>alert(1)</svg:script>'],
  ['a handler', '<path d="M0 0" onclick="alert(1)"/>'],
  ['a handler in capitals', '<path d="M0 0" ONLOAD="alert(1)"/>'],
  ['a foreign object', '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'],
  ['a picture', '<image href="https://evil.test/a.png"/>'],
  ['a use', '<use href="#a"/>'],
  ['a link', '<a href="javascript:alert(1)"><path d="M0 0"/></a>'],
  ['a style sheet', '<style>@import "https://evil.test/a.css"</style>'],
  ['an animation', '<animate attributeName="href" values="javascript:alert(1)"/>'],
  ['a set', '<set attributeName="onmouseover" to="alert(1)"/>'],
  ['a filter', '<filter id="a"><feImage href="https://evil.test/a"/></filter>'],
  ['a foreign reference', '<path d="M0 0" fill="url(https://evil.test/a#b)"/>'],
  ['a foreign reference in capitals', '<path d="M0 0" fill="URL(//evil.test/a)"/>'],
  ['a reference without its prefix', '<path d="M0 0" fill="url(evil)"/>'],
  ['a foreign reference in a style', '<path d="M0 0" style="fill:url(https://evil.test/a)"/>'],
  ['an escape in a style', '<path d="M0 0" style="fill:u\\72l(evil)"/>'],
  ['an unknown style', '<path d="M0 0" style="behavior:none"/>'],
  ['an href', '<path d="M0 0" xlink:href="#a"/>'],
  ['a CDATA section', '<![CDATA[<script>alert(1)</script>]]>'],
  ['an entity', '<title>&evil;</title>'],
  ['an entity in an attribute', '<path d="&#77;0 0"/>'],
  ['an instruction', '<?xml-stylesheet href="a.css"?>'],
  ['a text', 'alert(1)'],
  ['a drawing in a drawing', `<svg ${NAMESPACE} viewBox="0 0 1 1"/>`],
  ['an attribute twice', '<path d="M0 0" d="M1 1"/>'],
  ['an attribute without quotes', '<path d=M0/>'],
  ['an element that is not closed', '<g>'],
  ['an element closed by another', '<g></path>'],
  ['a comment that is not one', '<!-- a -- <script>alert(1)</script> -->'],
  ['a namespace of its own', '<g xmlns="http://www.w3.org/1999/xhtml"/>'],
  ['a deep one', '<g>'.repeat(40) + '</g>'.repeat(40)],
  ['a long one', '<g/>'.repeat(2001)],
])('%s in a drawing is refused', (_name, content) => {
  expect(problemOf(svg(content))).toMatch(/^(?:it |<|the attribute )/)
})

test.each([
  ['a doctype', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`],
  ['two roots', svg('') + svg('')],
  ['text behind it', `${svg('')}<script>alert(1)</script>`],
  ['no size', svg('', '')],
  ['another root', `<html ${NAMESPACE}></html>`],
  ['another namespace', '<svg xmlns="http://www.w3.org/1999/xhtml" viewBox="0 0 1 1"></svg>'],
  ['UTF-16', Buffer.from(`\uFEFF${svg('')}`, 'utf16le')],
  ['another encoding', Buffer.from([0x3c, 0x73, 0xff])],
  ['a null character', svg('<title>\0</title>')],
  ['nothing', ''],
  ['a text', 'hello'],
  ['a GIF', 'GIF89a<svg>'],
  ['too much', svg(`<path d="${'M0 0'.repeat(MAX_MARK_BYTES)}"/>`)],
])('a file with %s is refused', (_name, file) => {
  expect(problemOf(file)).not.toBeNull()
})

test('a PNG keeps its pixels, and loses metadata about its owner', () => {
  const secret = pngChunk('tEXt', Buffer.from('Author\0Ada at 51.5, -0.1'))
  expect(accepted(pngSquare(32, secret))).toBe(pngSquare(32).toString('latin1'))
})

test('a PNG that is damaged, cut off, or of another size is refused', () => {
  const whole = pngSquare(32)
  const damaged = Buffer.from(whole)
  damaged[20] = 99
  expect(problemOf(damaged)).toBe('the PNG is damaged')
  for (const length of [9, 20, 40, whole.length - 1])
    expect(problemOf(whole.subarray(0, length))).toMatch(/cut off|damaged/)
  for (const side of [1, 15, 1025]) expect(problemOf(pngSquare(side))).toMatch(/pixels|larger/)
  expect(accepted(Buffer.concat([whole, Buffer.from('<script>')]))).toBe(whole.toString('latin1'))
})
