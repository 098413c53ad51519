// Draws the icons of public/ that have to be pixels from public/favicon.svg, with the Chromium that CHROMIUM names:
//
//   CHROMIUM=/usr/bin/chromium node scripts/icons.js
//
// The results are committed, so this is only needed when the drawing changes.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from './fingerprint.js'

const PUBLIC = join(root, 'public')
const drawing = readFileSync(join(PUBLIC, 'favicon.svg'), 'utf8')

const executablePath = process.env['CHROMIUM']
if (executablePath === undefined) throw new Error('CHROMIUM does not name a browser')
const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage()

/**
 * @param {number} size in pixels
 * @param {boolean} isSquare without the round corners, which the systems of phones cut themselves
 */
async function draw(size, isSquare) {
  await page.setViewportSize({ width: size, height: size })
  const svg = isSquare ? drawing.replace('rx="7"', 'rx="0"') : drawing
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  )
  return page.screenshot({ omitBackground: true })
}

writeFileSync(join(PUBLIC, 'icon-192.png'), await draw(192, true))
writeFileSync(join(PUBLIC, 'icon-512.png'), await draw(512, true))
writeFileSync(join(PUBLIC, 'apple-touch-icon.png'), await draw(180, true))

// An ICO file is a list of pictures; this one has a single PNG.
const SIZE = 32
const png = await draw(SIZE, false)
const header = Buffer.alloc(22)
header.writeUInt16LE(1, 2)
header.writeUInt16LE(1, 4)
header.writeUInt8(SIZE, 6)
header.writeUInt8(SIZE, 7)
header.writeUInt16LE(1, 10)
header.writeUInt16LE(32, 12)
header.writeUInt32LE(png.length, 14)
header.writeUInt32LE(header.length, 18)
writeFileSync(join(PUBLIC, 'favicon.ico'), Buffer.concat([header, png]))
await browser.close()
