import { crc32, deflateSync } from 'node:zlib'
import type { PNG } from 'pngjs'

const MAX_COLORS = 256
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A PNG with a palette, a third as large as one without. Colors that hardly differ become one; of those that are left over
 * the most frequent are kept.
 */
export function encodePalette({ width, height, data }: Pick<PNG, 'width' | 'height' | 'data'>): Buffer {
  const colors = Array.from({ length: width * height }, (_, index) => data.readUIntBE(index * 4, 3))
  const palette = choosePalette(colors)
  const indexOf = new Map(palette.map((color, index) => [color, index]))
  const rows = Buffer.alloc(height * (width + 1))
  for (const [index, color] of colors.entries()) {
    let found = indexOf.get(color)
    if (found === undefined) indexOf.set(color, (found = closest(color, palette)))
    // Each row begins with its filter, which is none.
    rows[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = found
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a pixel, which are an index.
  header.set([8, 3], 8)
  const bytes = Buffer.alloc(palette.length * 3)
  for (const [index, color] of palette.entries()) bytes.writeUIntBE(color, index * 3, 3)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', bytes),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The most frequent color of each group of colors that differ by less than eight steps; of the largest groups. */
function choosePalette(colors: readonly number[]): readonly number[] {
  const counts = new Map<number, number>()
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1)
  const groups = new Map<number, { color: number; most: number; all: number }>()
  for (const [color, count] of counts) {
    const key = color & 0xf8f8f8
    const group = groups.get(key) ?? { color, most: 0, all: 0 }
    if (count > group.most) Object.assign(group, { color, most: count })
    group.all += count
    groups.set(key, group)
  }
  const largest = [...groups.values()].sort((one, other) => other.all - one.all || one.color - other.color)
  return largest.slice(0, MAX_COLORS).map(({ color }) => color)
}

function closest(color: number, palette: readonly number[]): number {
  let best = 0
  let least = Infinity
  for (const [index, candidate] of palette.entries()) {
    const distance = [16, 8, 0].reduce((sum, shift) => {
      const step = ((color >> shift) & 255) - ((candidate >> shift) & 255)
      return sum + step * step
    }, 0)
    if (distance < least) [best, least] = [index, distance]
  }
  return best
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
