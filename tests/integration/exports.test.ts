import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createByDay } from '../../src/main/db/by-day.ts'
import type { Cell } from '../../src/main/export/columns.ts'
import { createCsv } from '../../src/main/export/csv.ts'
import { createParquet } from '../../src/main/export/parquet.ts'
import { PIECE } from '../../src/main/export/sink.ts'
import type { Sink } from '../../src/main/export/sink.ts'
import { createXlsx } from '../../src/main/export/xlsx.ts'
import { writeByDay } from '../../src/main/services/exports/by-day.ts'
import { createUnfinished } from '../../src/main/services/exports/unfinished.ts'
import type { Input } from '../../src/shared/contract/contract.ts'
import type { Report } from '../../src/shared/domain/reports.ts'
import { failureOf } from '../../src/shared/errors.ts'
import type { ExportState } from '../../src/shared/domain/exports.ts'
import { fillByDay } from '../by-day-database.ts'
import { readCsv, readXlsx } from '../unit/export/readers.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { canMount, mountDisk } from './disk.ts'
import { contentOfFilled, exportFilled } from './export-by-day.ts'

describe('days of a workspace', () => {
  let world: World
  let folder = ''
  beforeAll(async () => {
    world = await createTestApp({ size: { accounts: 2, campaigns: 4, ads: 12, days: 60 } })
    await world.call('signIn.demo')
    const { rows } = await world.call('accounts.list')
    await world.call('accounts.watch', { ids: rows.map(({ id }) => id), watched: true })
    await world.call('workspaces.finishSetup')
    await world.call('sync.run', { days: 30 })
    await world.quiet()
    folder = mkdtempSync(join(tmpdir(), 'buydesk-exports-'))
    world.saveTo(folder)
  })
  afterAll(async () => {
    await world.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = async (input: Partial<Extract<Input<'exports.start'>, { kind: 'byDay' }>> = {}): Promise<ExportState> => {
    const started = await world.call('exports.start', {
      kind: 'byDay',
      format: 'csv',
      level: 'ad',
      period: 'last30d',
      accountIds: [],
      ...input,
    })
    await world.quiet()
    const state = (await world.call('exports.list')).find(({ id }) => id === started?.id)
    if (!state) throw new Error('the export is not listed')
    return state
  }
  const database = (): Database.Database =>
    new Database(join(world.dataDir, readdirSync(world.dataDir).find((name) => name.endsWith('.sqlite')) ?? ''), {
      readonly: true,
    })
  /** The same rows by plain SQL: names, day, then figures as they are stored. */
  const expectedRows = (level: 'campaign' | 'ad'): readonly Cell[][] => {
    const db = database()
    const names =
      level === 'ad'
        ? `(SELECT doc ->> '$.name' FROM ad WHERE key = k.key), k.id`
        : `(SELECT name FROM campaign WHERE key = k.key), k.id`
    const rows = db
      .prepare<unknown[], Cell[]>(
        `SELECT (SELECT name FROM account WHERE id = k.account_id), (SELECT currency FROM account WHERE id = k.account_id), ${names}, day,
           spend, impressions, clicks, link_clicks, iif(result_type = 7, NULL, results), purchases, purchase_value, reach
         FROM insight_day JOIN object_key k ON k.key = object
         WHERE level = '${level}' AND day BETWEEN 20261019 AND 20261117 ORDER BY k.id, day`,
      )
      .raw()
      .all()
    db.close()
    return rows
  }
  /** Columns of the file that the expected rows have, in that order. */
  const PICKED = ['Account', 'Currency', 'Ad', 'Ad id', 'Day', 'Spend', 'Impressions', 'Clicks (all)', 'Link clicks']
  const LAST = ['Results', 'Purchases', 'Purchase value', 'Reach']

  it('writes every stored day with its names, its units and the time of its figures', async () => {
    const state = await run()
    expect(state).toMatchObject({
      name: 'Ads by day 2026-10-19 – 2026-11-17.csv',
      format: 'csv',
      state: 'done',
      share: 1,
      failure: null,
    })
    const text = readFileSync(join(folder, state.name), 'utf8')
    expect(state.bytes).toBe(Buffer.byteLength(text))
    const [head = [], ...rows] = readCsv(text, ',')
    const at = [...PICKED, ...LAST].map((title) => head.indexOf(title))
    expect(at).not.toContain(-1)
    const money = (cell: Cell): string => (cell === null ? '' : String(Number(cell) / 1_000_000))
    const expected = expectedRows('ad').map((row) =>
      row.map((cell, i) =>
        i === 4
          ? String(cell).replace(/^(....)(..)(..)$/, '$1-$2-$3')
          : i === 5 || i === 11
            ? money(cell)
            : `${cell ?? ''}`,
      ),
    )
    expect(expected.length).toBeGreaterThan(100)
    expect(state.rows).toBe(expected.length)
    const ofRow = (row: readonly string[]): string => `${row[3]} ${row[4]}`
    const sorted = (all: readonly (readonly string[])[]) => all.toSorted((a, b) => (ofRow(a) < ofRow(b) ? -1 : 1))
    expect(sorted(rows.map((row) => at.map((place) => row[place] ?? '')))).toEqual(sorted(expected))
    const times = new Set(rows.map((row) => row[head.indexOf('Figures from (UTC)')]))
    expect([...times].every((time) => time?.startsWith('2026-11-18T13:'))).toBe(true)
    expect(new Set(rows.map((row) => row[head.indexOf('Partial')]))).toEqual(new Set(['0']))
    // Its folder is shown on demand, and nothing else is in it.
    await world.call('exports.reveal', { id: state.id })
    expect(world.revealed()).toEqual([join(folder, state.name)])
    expect(readdirSync(folder)).toEqual([state.name])
    expect(world.events.some(({ name }) => name === 'exports.changed')).toBe(true)
  })

  it('says the same in every format, in the language of the person', async () => {
    await world.call('app.setPreferences', { locale: 'ru' })
    const csv = await run({ level: 'campaign' })
    const xlsx = await run({ level: 'campaign', format: 'xlsx' })
    const parquet = await run({ level: 'campaign', format: 'parquet' })
    await world.call('app.setPreferences', { locale: 'en' })
    const expected = expectedRows('campaign')
    expect([csv, xlsx, parquet].map(({ rows }) => rows)).toEqual([expected.length, expected.length, expected.length])
    const spent = expected.reduce((sum, row) => sum + Number(row[5]), 0) / 1_000_000
    const [head = [], ...lines] = readCsv(readFileSync(join(folder, csv.name), 'utf8'), ';')
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
    expect(sum(lines.map((line) => Number(line[head.indexOf('Расход')]?.replace(',', '.'))))).toBeCloseTo(spent, 6)
    const [about, sheet] = readXlsx(readFileSync(join(folder, xlsx.name)))
    expect(about?.name).toBe('О данных')
    expect(about?.rows[1]).toEqual(['Период', '2026-10-19 – 2026-11-17'])
    expect(about?.rows.find(([what]) => what === 'Данные на')?.[1]).toMatch(/^2026-11-18T13:/)
    expect(sum((sheet?.rows ?? []).slice(1).map((row) => Number(row[6])))).toBeCloseTo(spent, 6)
    const bytes = readFileSync(join(folder, parquet.name))
    const read = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    })
    expect(sum(read.map((row) => Number(row['spend'])))).toBeCloseTo(spent, 6)
    expect(new Set(read.map((row) => row['campaign_id']))).toEqual(new Set(expected.map((row) => row[3])))
  })

  it('writes the table on the screen in its order with all its rows, and what is needed to understand it', async () => {
    const question: Input<'table.query'> = {
      level: 'ad',
      period: 'last14d',
      compare: 'previous',
      accountIds: [],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: [],
      group: null,
      sort: { by: 'spend', aspect: 'value', direction: 'descending' },
      figures: ['spend', 'ctr', 'formula:f1'],
      formulas: [{ id: 'formula:f1', text: 'spend / linkClicks' }],
      trend: null,
      offset: 0,
      limit: 500,
    }
    const { trend: _, offset: __, limit: ___, ...asked } = question
    const write = async (input: Partial<Extract<Input<'exports.start'>, { kind: 'table' }>>): Promise<string> => {
      const started = await world.call('exports.start', {
        kind: 'table',
        format: 'csv',
        question: asked,
        columns: [
          { id: 'name', aspect: 'value' },
          { id: 'spend', aspect: 'value' },
          { id: 'spend', aspect: 'changePercent' },
          { id: 'ctr', aspect: 'before' },
          { id: 'formula:f1', aspect: 'value' },
          { id: 'budget', aspect: 'value' },
        ],
        names: [{ id: 'formula:f1', name: 'Price of a link', unit: 'money' }],
        ...input,
      })
      await world.quiet()
      const state = (await world.call('exports.list')).find(({ id }) => id === started?.id)
      expect(state).toMatchObject({ state: 'done', name: 'Ads 2026-11-04 – 2026-11-17.csv' })
      return readFileSync(join(folder, state?.name ?? ''), 'utf8')
    }
    const page = await world.call('table.query', question)
    const [head = [], ...lines] = readCsv(await write({}), ',')
    expect(head).toEqual([
      'Ad',
      'Spend',
      'Spend, change in %',
      'CTR (all), before',
      'Price of a link',
      'Budget',
      'Budget is',
      'Account',
      'Ad id',
      'Currency',
      'Figures from (UTC)',
      'Partial',
      'Partial before',
    ])
    expect(page.rows.length).toBeGreaterThan(10)
    const number = (value: number | null | undefined, by = 1): string =>
      value === null || value === undefined ? '' : String(value / by)
    const close = (text: string | undefined, value: number | null): void => {
      if (value === null) expect(text).toBe('')
      else expect(Number(text)).toBeCloseTo(value, 6)
    }
    for (const [i, row] of page.rows.entries()) {
      const [spend = null, , formula = null] = row.values
      const [spendBefore = null, ctrBefore = null] = row.before ?? []
      const line = lines[i] ?? []
      expect([line[0], line[1], line[3], line[8]]).toEqual([
        row.object?.name,
        number(spend, 1_000_000),
        number(ctrBefore),
        row.key,
      ])
      close(line[2], spend === null || spendBefore === null || spendBefore === 0 ? null : spend / spendBefore - 1)
      close(line[4], formula === null ? null : formula / 1_000_000)
      expect(line[9]).toBe(row.currency)
      expect(line[10]).toBe(new Date(row.asOf ?? 0).toISOString())
      expect([line[11], line[12]]).toEqual([String(Number(row.partial)), String(Number(row.beforePartial))])
    }
    expect(lines).toHaveLength(page.total)
    // Grouped, a line says what its objects have in common.
    const grouped = { ...asked, group: { by: 'account' as const } }
    const [groupHead, ...groups] = readCsv(await write({ question: grouped }), ',')
    expect(groupHead?.slice(0, 3)).toEqual(['Group', 'Objects', 'Spend'])
    expect(groups.map(([name, objects]) => [name, objects])).toEqual(
      (await world.call('table.query', { ...question, ...grouped })).rows.map(({ group, size }) => [
        group,
        String(size),
      ]),
    )
  })

  it('says in words what the window says in words, and by the hour what a change is made of', async () => {
    await world.call('hours.ask', { accountIds: [], level: 'campaign', against: 'sameHour' })
    const asked: Omit<Input<'table.query'>, 'trend' | 'offset' | 'limit'> = {
      level: 'campaign',
      period: 'today',
      compare: 'sameHour',
      accountIds: [],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: [],
      group: null,
      sort: { by: 'spend', aspect: 'value', direction: 'descending' },
      figures: ['spend'],
      formulas: [],
    }
    const write = async (question: typeof asked): Promise<readonly (readonly string[])[]> => {
      const started = await world.call('exports.start', {
        kind: 'table',
        format: 'csv',
        question,
        columns: [
          { id: 'status', aspect: 'value' },
          { id: 'objective', aspect: 'value' },
          { id: 'bidStrategy', aspect: 'value' },
          { id: 'budget', aspect: 'value' },
          { id: 'spend', aspect: 'value' },
          { id: 'spend', aspect: 'before' },
          { id: 'spend', aspect: 'change' },
        ],
        names: [],
      })
      await world.quiet()
      const state = (await world.call('exports.list')).find(({ id }) => id === started?.id)
      return readCsv(readFileSync(join(folder, state?.name ?? ''), 'utf8'), ',')
    }
    const [head = [], ...lines] = await write(asked)
    const at = (title: string): number => head.indexOf(title)
    expect(head.slice(at('Spend'), at('Spend') + 4)).toEqual([
      'Spend',
      'Spend, full hours',
      'Spend, before',
      'Spend, change',
    ])
    const texts = lines.flatMap((line) =>
      ['Status', 'Objective', 'Bid strategy', 'Budget is'].map((of) => line[at(of)] ?? ''),
    )
    expect(texts).toContain('Active')
    expect(texts.filter((text) => /^[A-Z_]{4,}$|^daily$|^lifetime$/.test(text))).toEqual([])
    const compared = lines.filter((line) => line[at('Spend, before')] !== '' && line[at('Spend, full hours')] !== '')
    expect(compared.length).toBeGreaterThan(0)
    for (const line of compared)
      expect(Number(line[at('Spend, full hours')]) - Number(line[at('Spend, before')])).toBeCloseTo(
        Number(line[at('Spend, change')]),
        6,
      )
    const grouped = await write({ ...asked, group: { by: 'objective' } })
    expect(grouped[1]?.[0]).toMatch(/^[A-Z][a-z ]+$/)
  })

  const REPORT: Report = {
    period: 'last14d',
    compare: 'previous',
    accountIds: [],
    blocks: [
      { id: 'a', kind: 'text', title: '', width: 'full', text: '=1+1' },
      { id: 'b', kind: 'figures', title: '', width: 'full', figures: ['spend', 'impressions', 'formula:gone'] },
      { id: 'c', kind: 'chart', title: '=By day', width: 'half', figures: ['spend'], grain: 'day', of: 'accounts' },
      {
        id: 'd',
        kind: 'table',
        title: '',
        width: 'full',
        level: 'ad',
        columns: [
          { id: 'name', aspect: 'value' },
          { id: 'spend', aspect: 'value' },
        ],
        filters: [],
        group: null,
        sort: { by: 'spend', aspect: 'value', direction: 'descending' },
        rows: 3,
      },
    ],
  }

  it('writes a report as sheets that add up to what the tables say, and refuses one that is not there', async () => {
    const kept = await world.call('kept.save', { kind: 'report', name: 'Morning: look?', doc: REPORT })
    const started = await world.call('exports.start', { kind: 'report', id: kept.id, format: 'xlsx' })
    await world.quiet()
    const state = (await world.call('exports.list')).find(({ id }) => id === started?.id)
    expect(state).toMatchObject({ state: 'done', name: 'Morning look 2026-11-04 – 2026-11-17.xlsx' })
    const sheets = readXlsx(readFileSync(join(folder, state?.name ?? '')))
    expect(sheets.map(({ name }) => name)).toEqual(['About', 'Totals', '=By day', 'Ads'])
    const [, totals, chart, ads] = sheets.map(({ rows }) => rows)
    const { totals: known } = await world.call('table.query', {
      level: 'campaign',
      period: 'last14d',
      compare: 'previous',
      accountIds: [],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: [],
      group: null,
      figures: ['impressions'],
      formulas: [],
      trend: null,
      offset: 0,
      limit: 1,
      sort: { by: 'spend', aspect: 'value', direction: 'descending' },
    })
    expect(totals?.[0]?.slice(0, 4)).toEqual(['Spend', 'Spend, before', 'Impressions', 'Impressions, before'])
    expect(totals?.[1]?.[2]).toBe(known.values[0])
    // Amounts of several currencies are in the reporting one, as the chart's line is; their own stand below.
    expect(totals?.[1]?.[6]).toBe(known.currency)
    expect((totals ?? []).slice(2).map((row) => row[6])).toEqual(known.spendByCurrency.map(({ currency }) => currency))
    const lines = (chart ?? []).slice(1).flatMap((row) => row.slice(1, -2).map(Number))
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
    expect(sum(lines) / Number(totals?.[1]?.[0])).toBeCloseTo(1, 6)
    expect(chart).toHaveLength(15)
    expect(ads).toHaveLength(4)
    await expect(world.call('exports.start', { kind: 'report', id: 'gone', format: 'csv' })).rejects.toMatchObject({
      code: 'notFound',
    })
    // What is always there is a report too.
    expect(await world.call('exports.start', { kind: 'report', id: 'last7d', format: 'csv' })).not.toBeNull()
    await world.quiet()
    expect((await world.call('exports.list'))[0]).toMatchObject({ state: 'done' })
  })

  it('is written under the longest of names, and of formulas as words', async () => {
    const long = 'Ж'.repeat(120)
    for (const name of [long, '=cmd()|x']) {
      const doc: Report = {
        ...REPORT,
        blocks: REPORT.blocks.slice(-1).map((block) => ({ ...block, title: name })),
      }
      const { id } = await world.call('kept.save', { kind: 'report', name, doc })
      for (const format of ['csv', 'xlsx', 'pdf'] as const) {
        const started = await world.call('exports.start', { kind: 'report', id, format })
        const look = async () => (await world.call('exports.list')).find((each) => each.id === started?.id)
        if (format === 'pdf') {
          await expect.poll(() => world.printing().at(-1), { timeout: 20_000 }).toContain(`job=${started?.id}`)
          await world.call('exports.printed', { id: started?.id ?? '', height: 1 })
        }
        await expect.poll(async () => (await look())?.state, { timeout: 20_000 }).not.toBe('running')
        const file = await look()
        expect([file?.state, file?.failure]).toEqual(['done', null])
        const path = join(folder, file?.name ?? '')
        if (format === 'xlsx')
          expect(readXlsx(readFileSync(path)).map((sheet) => sheet.name)).toEqual(['About', name.slice(0, 31)])
        await rm(path)
      }
      await world.call('kept.delete', { kind: 'report', id })
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('prints a report once its page is drawn, and says why when it cannot be', async () => {
    /** What became of it; null: it was printed. */
    const printed = async (height: number | null): Promise<string | null> => {
      const before = world.printing().length
      const print = world.call('exports.print', { id: 'last7d' }).then(
        () => null,
        (error: unknown) => failureOf(error).code,
      )
      await expect.poll(() => world.printing().length).toBe(before + 1)
      const [report, job = ''] = (world.printing().at(-1) ?? '').split('&job=')
      expect(report).toBe('print=last7d')
      await world.call('exports.printed', { id: job, height })
      return print
    }
    expect((await world.call('app.state')).canPrint).toBe(true)
    expect(await printed(900)).toBe(null)
    expect(await printed(null)).toBe('exportNotDrawn')
    world.breakPrinter()
    expect(await printed(900)).toBe('printFailed')
    await expect(world.call('exports.print', { id: 'gone' })).rejects.toMatchObject({ code: 'notFound' })
  })

  it('has all amounts of a report in its own currency, by the rates of their days, and says which are not known', async () => {
    const amounts = { id: 'spend', aspect: 'value' } as const
    const doc: Report = {
      ...REPORT,
      period: 'yesterday',
      currency: 'PLN',
      blocks: [
        { id: 'f', kind: 'figures', title: 'All', width: 'full', figures: ['spend', 'cpm'] },
        { id: 'c', kind: 'chart', title: 'Line', width: 'full', figures: ['spend'], grain: 'day', of: 'total' },
        ...REPORT.blocks.flatMap((block) =>
          block.kind === 'table'
            ? [{ ...block, level: 'campaign', columns: [{ id: 'name', aspect: 'value' }, amounts], rows: 100 } as const]
            : [],
        ),
      ],
    }
    const { id } = await world.call('kept.save', { kind: 'report', name: 'In zloty', doc })
    // Nothing else is in that currency: its rates are asked for because of the report.
    await world.quiet()
    const { rows: accounts } = await world.call('accounts.list')
    const rates = (await world.call('rates.get', { currency: 'PLN' })).rows
    expect(rates.length).toBeGreaterThan(0)
    const question: Input<'table.query'> = {
      level: 'campaign',
      period: 'yesterday',
      compare: null,
      accountIds: [],
      campaignIds: [],
      adSetIds: [],
      search: '',
      filters: [],
      group: null,
      sort: { by: 'name', aspect: 'value', direction: 'ascending' },
      figures: ['spend'],
      formulas: [],
      trend: null,
      offset: 0,
      limit: 100,
    }
    const own = await world.call('table.query', question)
    const zloty = await world.call('table.query', { ...question, currency: 'PLN' })
    expect(zloty.rows.map(({ currency }) => currency)).toEqual(own.rows.map(() => 'PLN'))
    // The same by plain arithmetic, through the euro: the day's rate, or the nearest earlier one.
    const perEuro = async (currency: string, day: string): Promise<number> => {
      const known = (await world.call('rates.get', { currency })).rows
      return currency === 'EUR' ? 1 : Number(known.find((rate) => rate.day <= day)?.perEuro)
    }
    for (const [i, row] of own.rows.entries()) {
      const account = accounts.find((each) => each.id === row.object?.accountId)
      const day = own.range?.since ?? ''
      const spend = row.values[0] ?? null
      const wanted =
        spend === null ? null : (spend * (await perEuro('PLN', day))) / (await perEuro(account?.currency ?? '', day))
      const found = zloty.rows[i]?.values[0] ?? null
      expect(found === null ? null : found / 100).toBeCloseTo(wanted === null ? NaN : wanted / 100, 0)
    }
    const started = await world.call('exports.start', { kind: 'report', id, format: 'xlsx' })
    await world.quiet()
    const state = (await world.call('exports.list')).find((each) => each.id === started?.id)
    const [about, totals, line, table] = readXlsx(readFileSync(join(folder, state?.name ?? ''))).map(({ rows }) => rows)
    expect(about?.find(([what]) => what === 'Money')?.[1]).toContain('In PLN')
    const sum = Number(totals?.[1]?.[0])
    expect(sum).toBeCloseTo((zloty.totals.values[0] ?? NaN) / 1e6, 4)
    expect(Number(line?.[1]?.[1])).toBeCloseTo(sum, 1)
    expect(table?.slice(1).every((row) => row.includes('PLN'))).toBe(true)
    expect(totals?.[1]).toContain('PLN')

    // Nobody knows this one: no amount, and a word why.
    const unknown = await world.call('table.query', { ...question, currency: 'XDR' })
    expect(unknown.totals).toMatchObject({ values: [null], converted: { used: null } })
    expect(unknown.totals.converted?.unrated.length).toBeGreaterThan(0)
    await world.call('kept.delete', { kind: 'report', id })
  })

  it('makes a picture of a report once its page is drawn, and gives up one that is cancelled or never drawn', async () => {
    const begin = async (): Promise<string> => {
      const started = await world.call('exports.start', { kind: 'report', id: 'today', format: 'png' })
      await expect.poll(() => world.printing().at(-1)).toContain(`job=${started?.id}`)
      return started?.id ?? ''
    }
    const ended = async (id: string, state: ExportState['state']): Promise<ExportState | undefined> => {
      const look = async () => (await world.call('exports.list')).find((each) => each.id === id)
      await expect.poll(async () => (await look())?.state).toBe(state)
      return look()
    }
    const drawn = await begin()
    expect(world.printing().at(-1)).toBe(`print=today&job=${drawn}`)
    await world.call('exports.printed', { id: drawn, height: 1234 })
    expect(await ended(drawn, 'done')).toMatchObject({ name: 'Today.png' })
    expect(readFileSync(join(folder, 'Today.png'), 'utf8')).toBe('png 1234')
    await expect(world.call('exports.printed', { id: drawn, height: 1 })).rejects.toMatchObject({ code: 'notFound' })
    await rm(join(folder, 'Today.png'))

    const cancelled = await begin()
    await world.call('exports.cancel', { id: cancelled })
    await ended(cancelled, 'cancelled')
    const broken = await begin()
    await world.call('exports.printed', { id: broken, height: null })
    expect((await ended(broken, 'failed'))?.failure?.code).toBe('exportNotDrawn')
    const late = await begin()
    await world.clock.advance(60_000)
    expect((await ended(late, 'failed'))?.failure).toEqual({ code: 'exportNotDrawn', data: {} })
    expect(readdirSync(folder).filter((name) => name.startsWith('Today'))).toEqual([])
  })

  it('does nothing when no file is chosen, and says what is wrong with the one that was', async () => {
    const before = (await world.call('exports.list')).length
    world.saveTo(null)
    const input: Input<'exports.start'> = {
      kind: 'byDay',
      format: 'csv',
      level: 'ad',
      period: 'last7d',
      accountIds: [],
    }
    expect(await world.call('exports.start', input)).toBeNull()
    expect(await world.call('exports.list')).toHaveLength(before)
    world.saveTo(join(folder, 'not', 'there'))
    expect(await run()).toMatchObject({ state: 'failed', failure: { code: 'exportNoFolder' } })
    world.saveTo(folder)
    await expect(world.call('exports.start', { ...input, accountIds: ['act_404'] })).rejects.toMatchObject({
      code: 'badInput',
    })
    await expect(world.call('exports.cancel', { id: 'none' })).rejects.toMatchObject({ code: 'notFound' })
    expect((await world.call('app.status')).running).toEqual([])
  })

  it('removes at start what a kill left, and nothing else', async () => {
    const notes = join(world.dataDir, 'exports')
    const left = join(folder, 'left.csv.1234.part')
    const other = join(folder, 'other.txt')
    await world.restart({
      kill: true,
      meanwhile: async () => {
        await mkdir(notes, { recursive: true })
        await writeFile(left, 'half')
        await writeFile(other, 'mine')
        await writeFile(join(notes, 'one'), left)
        await writeFile(join(notes, 'two'), other)
        await writeFile(join(notes, 'three'), join(folder, 'gone.part'))
      },
    })
    expect(readdirSync(notes)).toEqual([])
    expect(readdirSync(folder).filter((name) => name.startsWith('left') || name === 'other.txt')).toEqual(['other.txt'])
    await rm(other)
  })
})

describe('200,000 rows', () => {
  const ROWS = 200_000
  let folder = ''
  let database = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'buydesk-exports-'))
    database = join(folder, 'big.sqlite')
    fillByDay(database, ROWS)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const files = (): string[] => readdirSync(folder).filter((name) => !name.startsWith('big.sqlite'))

  it('pass through each format in pieces, whatever their number', async () => {
    const { job, about } = await contentOfFilled()
    const db = new Database(database, { readonly: true })
    const most: Record<string, number> = {}
    for (const [format, make] of Object.entries({
      csv: (sink: Sink) => createCsv(sink, { separator: ',', bom: true }),
      xlsx: (sink: Sink) => createXlsx(sink, { about, aboutName: 'About', at: Date.UTC(2026, 0, 1) }),
      parquet: (sink: Sink) => createParquet(sink, { about }),
    })) {
      let total = 0
      let largest = 0
      let rows = 0
      const take = (bytes: number): void => {
        total += bytes
        largest = Math.max(largest, bytes)
      }
      const writer = make({
        text: (text) => take(Buffer.byteLength(text)),
        bytes: (bytes) => take(bytes.length),
        written: () => total,
      })
      writeByDay(createByDay(db), job, writer, (more) => (rows += more))
      writer.end()
      expect(rows).toBe(ROWS)
      most[format] = largest
      if (format === 'csv') expect(total).toBeGreaterThan(40 * largest)
    }
    db.close()
    // A group of rows of a Parquet file is handed over at once.
    expect(most['csv']).toBeLessThan(PIECE * 1.1)
    expect(most['xlsx']).toBeLessThan(PIECE)
    expect(most['parquet']).toBeLessThan(4 * PIECE)
  })

  it('can be cancelled in the middle, and leave nothing', async () => {
    for (const format of ['csv', 'xlsx', 'parquet'] as const) {
      const abort = new AbortController()
      const file = join(folder, `cancelled.${format}`)
      const seen: number[] = []
      const told = ({ rows, share }: { rows: number; share: number | null }): void => {
        if (rows === 0) return
        seen.push(share ?? 0)
        abort.abort()
      }
      const writing = exportFilled(database, file, format, { signal: abort.signal, told })
      await expect(writing).rejects.toMatchObject({ code: 'exportCancelled' })
      expect(seen[0]).toBeLessThan(1)
      expect(files()).toEqual([])
    }
  })

  it('leave only a part when they are killed, which the next start removes; the file of before stays', async () => {
    const file = join(folder, 'kept.csv')
    const notes = join(folder, 'notes')
    writeFileSync(file, 'of yesterday')
    const child = spawn(
      process.execPath,
      [new URL('./export-killed-child.ts', import.meta.url).pathname, database, file, notes],
      { stdio: 'inherit' },
    )
    const exited = new Promise((resolve) => child.once('exit', resolve))
    while ((statSync(`${file}.part`, { throwIfNoEntry: false })?.size ?? 0) === 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGKILL')
    await exited
    expect(files().toSorted()).toEqual(['kept.csv', 'kept.csv.part', 'notes'])
    await createUnfinished(notes).sweep()
    expect(files().toSorted()).toEqual(['kept.csv', 'notes'])
    expect(readdirSync(notes)).toEqual([])
    expect(readFileSync(file, 'utf8')).toBe('of yesterday')
  })

  it.skipIf(!canMount())('are given up on a full disk and one that is not written, each with its reason', async () => {
    const place = join(folder, 'disk')
    mkdirSync(place)
    const disk = mountDisk(place, 4)
    try {
      const full = exportFilled(database, join(place, 'big.csv'), 'csv')
      await expect(full).rejects.toMatchObject({ code: 'exportDiskFull' })
      expect(readdirSync(place)).toEqual([])
      expect(disk?.setReadOnly(true)).toBe(true)
      const refused = exportFilled(database, join(place, 'big.csv'), 'csv')
      await expect(refused).rejects.toMatchObject({ code: 'exportNoRight' })
    } finally {
      disk?.unmount()
      rmdirSync(place)
    }
  })
})
