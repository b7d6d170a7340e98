import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../../src/sandbox/server.ts'
import { MUTATIONS, MUTATIONS_MS } from '../../src/main/meta/limits/rules.ts'
import { bulkCampaigns, openDesk, raised } from '../bulk-world.ts'
import { createRealClock } from '../clock-real.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const EDITS = 1000
const TURNS = 5
/** One account of these has a thousand campaigns that can be changed. */
const SIZE = { accounts: 8, campaigns: 24_000, ads: 24_000, days: 30 }
const PERSON = { kind: 'person' } as const
const POLL_MS = 5

/**
 * A thousand budgets: how long the window waits until they are journaled, and how long until all of them are made and read back at
 * Full tier, against what Meta's limits allow: so many changes a second of one account.
 */
export const bench: Bench = {
  names: ['edits.queue1000Ms', 'edits.post1000VsLimit'],
  run: async (report) => {
    // In this process: what Meta would do elsewhere takes time from the program here.
    const sandbox = await startSandbox({ port: 0, now: Date.now, size: SIZE })
    const world = bulkCampaigns(sandbox, EDITS)
    if (world.campaigns.length < EDITS) throw new Error(`only ${world.campaigns.length} campaigns can be changed`)
    const dir = await mkdtemp(join(tmpdir(), 'buydesk-posting-'))
    const desk = await openDesk(world, { clock: createRealClock(), graphUrl: sandbox.url, dir })
    try {
      const edits = raised(world.campaigns)
      const { sets } = desk.edits
      const drafted: number[] = []
      for (let turn = 0; turn < TURNS; turn++) {
        const begun = performance.now()
        const { kept } = await sets.keep(edits, { name: `Drafts ${turn}` }, { post: false, actor: PERSON })
        drafted.push(performance.now() - begun)
        if (kept !== EDITS) throw new Error(`${kept} edits were kept`)
      }
      const begun = performance.now()
      const { setId, kept } = await sets.keep(edits, { name: 'Posted' }, { post: true, actor: PERSON })
      const queued = performance.now() - begun
      if (kept !== EDITS) throw new Error(`${kept} edits were queued`)
      report('edits.queue1000Ms', { value: Math.max(median(drafted), queued), unit: 'ms', limit: 100, better: 'lower' })

      const { store } = desk.workspace.context
      for (;;) {
        const counts = await store.setCounts(setId)
        if (counts.confirmed === EDITS) break
        if (counts.drafts + counts.rejected > 0) throw new Error(`edits failed: ${JSON.stringify(counts)}`)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
      const took = performance.now() - begun
      const allowed = (EDITS / MUTATIONS) * MUTATIONS_MS
      console.log(
        `${EDITS} edits: kept in ${drafted.map((ms) => ms.toFixed(0)).join(', ')} ms, queued in ${queued.toFixed(0)} ms, made and read back in ${(took / 1000).toFixed(1)} s; Meta allows them in ${(allowed / 1000).toFixed(1)} s`,
      )
      report('edits.post1000VsLimit', { value: took / allowed, unit: 'ratio', limit: 1.2, better: 'lower' })
    } finally {
      await desk.edits.stop()
      await desk.workspace.close()
      await sandbox.stop()
      await rm(dir, { recursive: true, force: true })
    }
  },
}
