import QRCode from 'qrcode'

const BLACK_ON_WHITE = '\u001b[30;107m'
const RESET_COLORS = '\u001b[0m'

/** A QR code of half blocks. In a terminal its colours are set, since scanners want dark on light. */
export async function qrCode(text: string, isTerminal: boolean): Promise<string> {
  const rendered = await QRCode.toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 })
  const lines = rendered.split('\n').filter((line) => line !== '')
  return lines
    .map((line) => (isTerminal ? `  ${BLACK_ON_WHITE}${line}${RESET_COLORS}` : `  ${line}`))
    .join('\n')
}
