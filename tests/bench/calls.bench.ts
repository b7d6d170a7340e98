import { dayAt } from '../../src/shared/domain/day.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { withStore } from './bench-store.ts'
import { graphOf } from './graph-of.ts'
import type { Bench } from './report.ts'

const CAMPAIGNS = 1000
/** 15:00 UTC, so that the account's day has figures whatever the hour of the run. */
const NOW = Date.UTC(2026, 10, 20, 15)

/** Calls as the sandbox counts them, which is as Meta does: each item of a batch is one. */
export const bench: Bench = {
  names: ['calls.refresh1000'],
  run: async (report) => {
    const sandbox = await startSandbox({ port: 0, now: () => NOW, size: { campaigns: CAMPAIGNS } })
    try {
      const graph = graphOf(sandbox)
      const [account] = (await graph.accounts({ lane: 'person' })).accounts
      if (!account) throw new Error('the sandbox has no account')
      const { id: accountId, currency, zone } = account
      const today = dayAt(NOW, zone)

      const ours = await withStore(async (store) => {
        await store.saveAccounts([account], NOW, true)
        sandbox.resetCalls()
        const reports = await graph.read(
          [
            { kind: 'objects', level: 'campaign', accountId, currency },
            { kind: 'insights', level: 'campaign', accountId, since: today, until: today },
          ],
          store.sink,
          { lane: 'person' },
        )
        const incomplete = reports.find(({ failure, rows }) => failure !== null || rows === 0)
        if (incomplete) throw new Error(`the refresh was not complete: ${String(incomplete.failure)}`)
        return sandbox.calls().calls
      })

      // The naive way: the list, then each campaign with its figures by a call of its own.
      sandbox.resetCalls()
      const ask = async (path: string): Promise<{ data?: { id: string }[] }> => {
        const answer = await fetch(`${sandbox.url}/v26.0/${path}`, {
          headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
        })
        if (!answer.ok) throw new Error(`the naive way failed: ${await answer.text()}`)
        return (await answer.json()) as { data?: { id: string }[] }
      }
      const { data = [] } = await ask(`${accountId}/campaigns?fields=id&limit=${CAMPAIGNS}`)
      for (const { id } of data)
        await ask(`${id}?fields=name,status,insights.date_preset(today){spend,impressions,clicks}`)
      console.log(`refresh of ${data.length} campaigns: ${ours} calls, the naive way ${sandbox.calls().calls}`)
      report('calls.refresh1000', { value: ours, unit: 'calls', limit: 5, better: 'lower' })
    } finally {
      await sandbox.stop()
    }
  },
}
