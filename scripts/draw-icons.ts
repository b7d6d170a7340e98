import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { findChromium } from '../host/find-chromium.ts'

/** Draws every picture under `resources/` from the shapes below. The pictures are kept; run this when a shape changes. */
const RESOURCES = fileURLToPath(new URL('../resources/', import.meta.url))

const bars = (colour: string): string => `
  <g fill="${colour}">
    <rect x="112" y="276" width="64" height="116" rx="16" opacity="0.72" />
    <rect x="224" y="212" width="64" height="180" rx="16" opacity="0.86" />
    <rect x="336" y="136" width="64" height="256" rx="16" />
  </g>`

const appIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="0.4" y2="1">
      <stop offset="0" stop-color="#3f86f0" />
      <stop offset="1" stop-color="#1b4fae" />
    </linearGradient>
  </defs>
  <rect x="24" y="24" width="464" height="464" rx="104" fill="url(#ground)" />
  <rect x="26" y="26" width="460" height="460" rx="102" fill="none" stroke="#ffffff" stroke-opacity="0.14" stroke-width="4" />
  <g transform="translate(0 22)">
  ${bars('#ffffff')}
  <path d="M104 206 L208 140 L276 172 L372 84" fill="none" stroke="#ffd166" stroke-width="26" stroke-linecap="round" stroke-linejoin="round" />
  <circle cx="372" cy="84" r="28" fill="#ffd166" />
  </g>
</svg>`

const BADGES = { info: '#1f6fc0', warn: '#c77700', bad: '#d13438' } as const

/** At this size only the bars are left; the badge covers a corner and says how many. */
const trayIcon = (severity: keyof typeof BADGES | null, count: string): string => {
  const badge =
    severity === null
      ? ''
      : `<circle cx="346" cy="346" r="166" fill="${BADGES[severity]}" stroke="#ffffff" stroke-width="20" />
         <text x="346" y="${count === '9+' ? 424 : 438}" font-family="DejaVu Sans" font-weight="700" font-size="${count === '9+' ? 208 : 262}"
           text-anchor="middle" fill="#ffffff">${count}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
    <rect x="8" y="8" width="496" height="496" rx="112" fill="#2b6fdc" />
    ${bars('#ffffff')}
    ${badge}
  </svg>`
}

const executablePath = findChromium()
if (executablePath === null) throw new Error('Drawing needs Chromium')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()

const draw = async (svg: string, size: number, file: string): Promise<void> => {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  await page.screenshot({ path: `${RESOURCES}${file}`, omitBackground: true })
}

for (const folder of ['icons', 'tray']) mkdirSync(`${RESOURCES}${folder}`, { recursive: true })
writeFileSync(`${RESOURCES}icons/icon.svg`, `${appIcon}\n`)
for (const size of [16, 32, 256, 512]) await draw(appIcon, size, `icons/${size}.png`)
const counts = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '9+']
const pictures = [
  { name: 'neutral', svg: trayIcon(null, '') },
  ...(['info', 'warn', 'bad'] as const).flatMap((severity) =>
    counts.map((count) => ({ name: `${severity}-${count === '9+' ? 'many' : count}`, svg: trayIcon(severity, count) })),
  ),
]
for (const { name, svg } of pictures) {
  await draw(svg, 16, `tray/${name}.png`)
  // Electron takes it by its name on sharper screens.
  await draw(svg, 32, `tray/${name}@2x.png`)
}
await browser.close()
