import QRCode from 'qrcode'

const BLACK_ON_WHITE = '\u001b[30;107m'
const PLAIN = '\u001b[0m'

/** A QR code of half blocks. In a terminal its colours are set, since scanners want dark on light. */
export async function qrCode(text: string, inTerminal: boolean): Promise<string> {
  const drawn = await QRCode.toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 })
  const lines = drawn.split('\n').filter((line) => line !== '')
  return lines.map((line) => (inTerminal ? `  ${BLACK_ON_WHITE}${line}${PLAIN}` : `  ${line}`)).join('\n')
}
