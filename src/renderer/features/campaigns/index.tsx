import { ChartLine, Columns3, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { RowFormat } from '../../../shared/domain/exports.ts'
import { isLevel, LEVELS } from '../../../shared/domain/objects.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import { isByHour } from '../../../shared/domain/periods.ts'
import type { Aspect, ColumnId, TableObject } from '../../../shared/domain/table.ts'
import { call, failureFrom } from '../../api.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { showAccounts } from '../../stores/on-screen.ts'
import { useAccounts, useHealth } from '../../stores/queries.ts'
import { useLevelTable, useTables } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { useFigureInfos } from '../../ui/figure-info.ts'
import { useFilterEditing } from '../../ui/filter-editing.ts'
import { FiguresAge, ListAge } from '../../ui/freshness.tsx'
import { HoursAge, HoursBanner, useHours } from '../../ui/hours.tsx'
import { Room } from '../../ui/room.tsx'
import { Banner, FailureBanner } from '../../ui/states.tsx'
import { TabList, TabPanel, TabsRoot } from '../../ui/tabs.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './campaigns.module.css'
import { ColumnsDialog } from './columns-dialog.tsx'
import { fieldOfCell } from './cell-fields.ts'
import { BulkDialog, CellEditor, EditDialog, PasteDialog } from './edit-later.tsx'
import type { FirstField } from './edit-dialog.tsx'
import { exportRequest } from './export-request.ts'
import { Filters } from './filters.tsx'
import { GroupMenu } from './group-menu.tsx'
import { CampaignInspector } from './inspector.tsx'
import { goToLevel, MOST_BULK, MOST_PARENTS } from './levels.ts'
import { LevelChart } from './level-chart.tsx'
import { LevelGrid } from './level-grid.tsx'
import { askDuplicate, askNew, askRemove, useMakingKeys } from './making.ts'
import { MetricsDialog } from './metrics-dialog.tsx'
import { ObjectInspector } from './object-inspector.tsx'
import { OptionsMenu } from './options-menu.tsx'
import { ParentChips } from './parents.tsx'
import { SelectionMenu } from './selection-menu.tsx'
import { TagsDialog } from './tags-dialog.tsx'
import { ToBeMade } from './to-be-made.tsx'
import { TargetDialog } from './target-dialog.tsx'
import { ASKED, useAskedColumns } from './use-asked.ts'
import { useCellEditing } from './use-cell-editing.ts'
import { useColumns } from './use-columns.tsx'
import { usePaste } from './use-paste.ts'
import { useArranging } from './use-arranging.tsx'
import { useCopying } from './use-copying.ts'
import { useTable } from './use-table.ts'
import { ViewsMenu } from './views-menu.tsx'

const ROOM = 'campaigns'

/** The oldest of the lists in view: what is on the screen is at least as fresh. */
const ListsAge = ({ accountIds }: { readonly accountIds: readonly AccountId[] }): ReactElement | null => {
  const { campaigns } = useStrings()
  const found = useHealth().value
  if (!found) return null
  const ages = found.accounts
    .filter(({ accountId }) => accountIds.length === 0 || accountIds.includes(accountId))
    .map(({ kinds }) => kinds.find(({ kind }) => kind === 'campaigns')?.fetchedAt ?? null)
  const at = ages.includes(null) || ages.length === 0 ? null : Math.min(...ages.filter((age) => age !== null))
  const only = accountIds.length === 1 ? (accountIds[0] ?? null) : null
  return <ListAge kind="campaigns" accountId={only} at={at} name={campaigns.list} />
}

/** Reach that is so much older than the other figures says so in the head, where there is little room. */
const OLDER_MS = 15 * 60_000

type Asked =
  | { readonly kind: 'columns' }
  | { readonly kind: 'tags' }
  | { readonly kind: 'bulk' }
  | { readonly kind: 'edit'; readonly id: string; readonly first: FirstField | null }
  /** Empty: nothing was pasted yet. */
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'metrics'; readonly id: string | null }
  | { readonly kind: 'target'; readonly id: ColumnId }
  | null

/** Campaigns, ad sets and ads, a table each: what is chosen in one filters the next. */
export const CampaignsRoom = (): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const say = useSay()
  const { campaigns, making, metrics, table: words } = strings
  const level = useTables((state) => state.level)
  const table = useLevelTable(level)
  const chosen = useTables((state) => state.chosen[level])
  const isChartOpen = useTables((state) => state.isChartOpen)
  const infos = useFigureInfos()
  const cells = useCellEditing()
  const view = useTable(level, infos, cells.cell !== null)
  const { pages, asked } = view
  const { newest, count, rowAt, error, reload } = pages
  const accountIds = useView((state) => state.accountIds)
  const selected = useView((state) => state.selected)
  const [dialog, setDialog] = useState<Asked>(null)
  const [byWindow, setByWindow] = useState<string | null>(null)
  const close = (): void => setDialog(null)

  const byHour = isByHour(asked.compare) && asked.period === 'today' ? asked.compare : null
  const isCompared = asked.compare !== null && (byHour !== null || !isByHour(asked.compare))
  const hours = useHours(level, byHour, accountIds)
  const editing = useFilterEditing(table.filters, (filters) => useTables.getState().change(level, { filters }))
  const { filters, search, parents } = table
  const conditions = useMemo(() => ({ filters, search, parents }), [filters, search, parents])
  // The room's head follows once the rows are asked for, and once they are painted.
  const calm = useDeferredValue(table)
  const calmAsked = useDeferredValue(asked)
  const askedFigures = useAskedColumns(level, table, infos)
  const { columns, totals } = useColumns(level, table, infos, newest, isCompared, askedFigures)
  const campaignId = selected?.kind === 'campaign' ? selected.id : null
  const { begin } = editing
  const acts = useMemo(
    () => ({
      filterBy: begin,
      target: (id: ColumnId) => setDialog({ kind: 'target', id }),
      editMetric: (id: ColumnId) => setDialog({ kind: 'metrics', id }),
      attribution: campaignId === null ? null : () => setByWindow(campaignId),
    }),
    [begin, campaignId],
  )
  const arranging = useArranging(level, table, columns, infos, acts)
  const copying = useCopying(asked, columns)
  useMakingKeys(level)

  // Whoever comes to see an object finds it under its own level.
  useEffect(() => {
    if (selected !== null && isLevel(selected.kind)) useTables.getState().goTo(selected.kind)
  }, [selected])
  useEffect(() => () => showAccounts(ROOM, null), [])
  const { choose } = useTables.getState()

  // What is called from events alone: the head is not drawn again with every answer for it.
  const now = useRef({ count, rowAt, asked })
  now.current = { count, rowAt, asked }
  const toLevel = useCallback(
    (to: Level): void => {
      const nameOf = (key: string): string | null => {
        const { count, rowAt } = now.current
        for (let index = 0; index < count; index++) {
          const row = rowAt(index)
          if (row?.key === key) return row.object?.name ?? null
        }
        return null
      }
      if (!goToLevel(to, nameOf)) say.done(words.tooManyParents(format.count(MOST_PARENTS)))
    },
    [say, words, format],
  )
  const toMetrics = useCallback(() => setDialog({ kind: 'metrics', id: null }), [])
  const toPaste = useCallback(() => setDialog({ kind: 'paste', text: '' }), [])
  usePaste((text) => setDialog({ kind: 'paste', text }))
  const toForm = useCallback((object: TableObject, column: string) => {
    const field = fieldOfCell(column, object)
    setDialog({ kind: 'edit', id: object.id, first: field && { field } })
  }, [])
  const toFile = useCallback(
    (file: RowFormat) => {
      const { aspects, levels } = useTables.getState()
      const shown: readonly Aspect[] = isCompared ? ['value', ...aspects] : ['value']
      call('exports.start', exportRequest(file, now.current.asked, levels[level], shown, infos)).catch(say.failed)
    },
    [isCompared, level, infos, say],
  )

  const fileAsked = useDialogs(({ open }) => (open?.kind === 'exportTable' ? open.format : null))
  useEffect(() => {
    if (fileAsked === null) return
    useDialogs.getState().close()
    toFile(fileAsked)
  }, [fileAsked, toFile])

  const isGrouped = table.group !== null
  const tabs = useMemo(
    () => <TabList label={words.levelTabs} tabs={LEVELS.map((id) => ({ id, label: words.levels[id] }))} />,
    [words],
  )
  const menus = useMemo(
    () => (
      <>
        <Button icon={<Plus />} aria-keyshortcuts="Alt+N" onClick={() => askNew(level)}>
          <span className={css['word']}>{making.create[level]}</span>
        </Button>
        <IconButton
          kind="plain"
          label={isGrouped ? words.chartNotOfGroups : words.chart}
          icon={<ChartLine />}
          aria-pressed={isChartOpen && !isGrouped}
          aria-disabled={isGrouped || undefined}
          onClick={() => {
            if (!isGrouped) useTables.getState().set({ isChartOpen: !isChartOpen })
          }}
        />
        <ViewsMenu level={level} table={calm} />
        <GroupMenu level={level} table={calm} asked={calmAsked} />
        <Button icon={<Columns3 />} onClick={() => setDialog({ kind: 'columns' })}>
          <span className={css['word']}>{words.columns}</span>
        </Button>
        <OptionsMenu
          level={level}
          table={calm}
          infos={infos}
          onMetrics={toMetrics}
          onPaste={toPaste}
          onExport={toFile}
        />
      </>
    ),
    [words, making, isChartOpen, isGrouped, level, calm, calmAsked, infos, toMetrics, toPaste, toFile],
  )
  const watched = useAccounts().value?.rows.filter((account) => account.watched) ?? []
  const inView = watched.filter(({ id }) => accountIds.length === 0 || accountIds.includes(id))
  const isMixed = new Set(inView.map(({ currency }) => currency)).size > 1
  const reporting = isMixed ? (newest?.currency ?? null) : null
  const unrated = newest?.totals.converted?.unrated ?? []
  const targetInfo = dialog?.kind === 'target' ? infos.of(dialog.id) : null

  return (
    <TabsRoot value={level} onChange={toLevel}>
      <Room
        title={campaigns.title}
        tabs={tabs}
        tools={
          <>
            <ParentChips level={level} table={calm} />
            <Filters level={level} table={conditions} infos={infos} editing={editing} currency={reporting} />
            <ToBeMade level={level} accountIds={accountIds} />
            {newest ? (
              <span className={css['ages']}>
                <HoursAge asked={hours} hours={newest.hours} />
                <FiguresAge at={newest.asOf} notRead={metrics.notRead} />
                {ASKED.map((kind) => {
                  const at = askedFigures[kind]?.at ?? null
                  const isAsNew = kind === 'reach' && at !== null && at > (newest.asOf ?? 0) - OLDER_MS
                  return at === null || isAsNew ? null : (
                    <span key={kind}>
                      {words.askedAge[kind]} <Age at={at} short />
                    </span>
                  )
                })}
                <ListsAge accountIds={accountIds} />
              </span>
            ) : null}
          </>
        }
        note={
          newest ? (
            <>
              {isGrouped ? words.groups(count) : words.found[level](count)}
              {newest.totals.converted && newest.totals.currency ? (
                <span title={words.moneyInHint(newest.totals.currency)}>
                  {' '}
                  · {words.moneyIn(newest.totals.currency)}
                </span>
              ) : newest.totals.currency ? (
                ` · ${campaigns.moneyIn(newest.totals.currency)}`
              ) : null}
            </>
          ) : null
        }
        actions={
          <>
            {chosen.size > 0 ? (
              <SelectionMenu
                level={level}
                count={chosen.size}
                isGrouped={isGrouped}
                onTags={() => setDialog({ kind: 'tags' })}
                onEdit={() => {
                  if (chosen.size > MOST_BULK) say.done(strings.editing.bulk.tooMany(format.count(MOST_BULK)))
                  else setDialog({ kind: 'bulk' })
                }}
                onCopy={() => copying.onCopy(chosen)}
                onDuplicate={() => askDuplicate([...chosen])}
                onRemove={(to) => askRemove([...chosen], to)}
                onLevel={toLevel}
                onClear={() => choose(level, new Set())}
              />
            ) : null}
            {menus}
          </>
        }
        banner={
          error ? (
            <FailureBanner failure={failureFrom(error)} onRetry={reload} />
          ) : newest ? (
            <>
              {newest.partial ? <Banner meaning="warn">{campaigns.partialBanner}</Banner> : null}
              {newest.beforePartial ? <Banner meaning="warn">{metrics.partialBefore}</Banner> : null}
              {unrated.length > 0 ? (
                <Banner
                  meaning="warn"
                  actions={
                    <Button size="small" onClick={() => useView.getState().go('settings')}>
                      {words.toRates}
                    </Button>
                  }
                >
                  {words.noRate(unrated.join(', '))}
                </Banner>
              ) : null}
              <HoursBanner asked={hours} hours={newest.hours} />
            </>
          ) : null
        }
      >
        <TabPanel id={level}>
          {isChartOpen && !isGrouped && count > 0 ? (
            <LevelChart key={`chart ${level}`} level={level} asked={calmAsked} chosen={chosen} />
          ) : null}
          <LevelGrid
            key={level}
            level={level}
            table={table}
            view={view}
            columns={columns}
            totals={totals}
            arranging={arranging}
            copying={copying}
            onEditCell={cells.open}
            onForm={toForm}
          />
        </TabPanel>
        {selected?.kind === 'campaign' ? (
          <CampaignInspector key={selected.id} id={selected.id} byWindow={byWindow === selected.id} infos={infos} />
        ) : null}
        {selected?.kind === 'adset' || selected?.kind === 'ad' ? (
          <ObjectInspector key={selected.id} level={selected.kind} id={selected.id} infos={infos} />
        ) : null}
        {dialog?.kind === 'columns' ? (
          <ColumnsDialog level={level} table={table} infos={infos} onClose={close} />
        ) : null}
        {dialog?.kind === 'metrics' ? (
          <MetricsDialog level={level} asked={asked} metricId={dialog.id} onClose={close} />
        ) : null}
        {dialog?.kind === 'tags' ? <TagsDialog level={level} ids={[...chosen]} onClose={close} /> : null}
        {dialog?.kind === 'bulk' ? <BulkDialog level={level} asked={asked} chosen={chosen} onClose={close} /> : null}
        {dialog?.kind === 'edit' ? <EditDialog id={dialog.id} first={dialog.first} onClose={close} /> : null}
        {cells.cell ? (
          <CellEditor
            key={`${cells.cell.object.id} ${cells.cell.field}`}
            cell={cells.cell}
            onClose={cells.close}
            onForm={(id, first) => setDialog({ kind: 'edit', id, first })}
          />
        ) : null}
        {dialog?.kind === 'paste' ? (
          <PasteDialog level={level} accountIds={accountIds} text={dialog.text} onClose={close} />
        ) : null}
        {targetInfo ? <TargetDialog info={targetInfo} onClose={close} /> : null}
      </Room>
    </TabsRoot>
  )
}
