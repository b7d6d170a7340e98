import { linkUrl } from './links.ts'
import type { AppRoom } from './room.ts'
import type { Pictures } from './services/pictures/index.ts'
import type { SignIn } from './services/sign-in/index.ts'
import type { StoredBook, Workspaces } from './services/workspaces/index.ts'
import type { Ports } from './ports.ts'
import { isOfNewWindows } from '../shared/domain/connection.ts'
import type { Preferences, Status } from '../shared/domain/connection.ts'
import type { Handlers } from '../shared/contract/contract.ts'
import { AppError } from '../shared/errors.ts'

const statusOfNothing = (pollSeconds: number): Status => ({
  connection: 'noWorkspace',
  dataAt: null,
  running: [],
  limitShare: null,
  limits: [],
  pollSeconds,
  pollingPaused: false,
  nextPollAt: null,
  lastFailure: null,
  openAlerts: { info: 0, warn: 0, bad: 0 },
  openSuggestions: 0,
  unsettledEdits: 0,
  silentChanges: 0,
})

/** A key that was left out must not overwrite one that is there. */
const given = <T extends object>(patch: T): Partial<Preferences> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))

/** The contract, a line a call. `noWorkspace` where there is none. */
export const createHandlers = ({
  ports,
  book,
  workspaces,
  signIn,
  pictures,
  setDemo,
}: {
  readonly ports: Ports
  readonly book: StoredBook
  readonly workspaces: Workspaces<AppRoom>
  readonly signIn: SignIn
  readonly pictures: Pictures
  readonly setDemo: (online: boolean, speed: number) => Promise<void>
}): Handlers => {
  const room = workspaces.active
  const { version, host, printDialog, systemLocale, vault, shell } = ports

  return {
    'app.state': async () => ({
      version,
      host,
      canPrint: printDialog !== null,
      workspaces: workspaces.list(),
      activeId: workspaces.activeId(),
      preferences: book.preferences(),
      systemLocale,
      keychain: await vault.state(),
      notices: workspaces.notices(),
    }),
    'app.status': () =>
      workspaces.activeId() === null ? statusOfNothing(book.preferences().pollSeconds) : room().status(),
    'app.setPreferences': (patch) => {
      const chosen = given(patch)
      const preferences = book.setPreferences(chosen)
      if (!isOfNewWindows(chosen)) for (const { preferencesChanged } of workspaces.rooms()) preferencesChanged()
      return preferences
    },
    'app.dismissNotices': () => workspaces.dismissNotices(),
    'app.openLink': (input) => shell.openExternal(linkUrl(input)),
    'app.newWindow': ({ from }) => shell.newWindow(from),
    'app.quit': () => shell.quit(),
    'workspaces.switch': ({ id }) => workspaces.switchTo(id),
    'workspaces.rename': ({ id, name }) => workspaces.rename(id, name),
    'workspaces.finishSetup': () => room().finishSetup(),
    'workspaces.disconnect': ({ id, keepCache }) => workspaces.disconnect(id, keepCache),

    'signIn.demo': () => signIn.demo(),
    'signIn.meta': (input) => signIn.meta(input),
    'signIn.pasteToken': (input) => signIn.pasteToken(input),
    'signIn.again': (input) => signIn.again(input),
    'signIn.cancel': () => signIn.cancel(),
    'signIn.allowMemory': () => {
      vault.allowMemory()
      ports.emit('app.changed', null)
    },

    'accounts.list': () => room().accounts.list(),
    'accounts.refresh': () => room().accounts.refresh('person'),
    'accounts.watch': ({ ids, watched }) => room().accounts.watch(ids, watched),
    'accounts.setReadOnly': ({ ids, readOnly }) => room().accounts.setReadOnly(ids, readOnly),
    'overview.get': ({ period, compare }) => room().figures.overview(period, compare),
    'overview.movers': (input) => room().figures.movers(input),
    'campaigns.get': ({ id, period }) => room().figures.campaign(id, period),
    'windows.get': (input) => room().windows.get(input),
    'breakdowns.get': (input) => room().asked.breakdowns.get(input),
    'hours.ask': (input) => room().asked.hours.ask(input),
    'reach.ask': (input) => room().asked.columns.reach(input),
    'windows.ask': (input) => room().asked.columns.windows(input),
    'asked.cancel': () => room().asked.cancel(),

    'series.query': (question) => room().series.query(question),
    'pictures.copy': (picture) => pictures.copy(picture),
    'pictures.save': (picture) => pictures.save(picture),

    'alerts.list': () => room().alerts.list(),
    'alerts.acknowledge': ({ id }) => room().alerts.acknowledge(id),
    'alerts.rules': () => room().alerts.rules(),
    'alerts.saveRule': (rule) => room().alerts.saveRule(rule),
    'strategies.list': () => room().strategies.list(),
    'strategies.save': (input) => room().strategies.save(input),
    'strategies.delete': ({ id }) => room().strategies.delete(id),
    'strategies.run': ({ id }) => room().strategies.run(id),
    'strategies.runs': ({ id, limit }) => room().strategies.runs(id ?? null, limit),
    'suggestions.list': () => room().suggestions.list(),
    'suggestions.apply': ({ id }) => room().suggestions.apply(id),
    'suggestions.dismiss': ({ id }) => room().suggestions.dismiss(id),
    'suggestions.snooze': ({ id, hours }) => room().suggestions.snooze(id, hours),
    'table.query': (input) => room().tables.query(input),
    'table.keys': (input) => room().tables.keys(input),
    'table.find': (input) => room().tables.find(input),
    'kept.list': ({ kind }) => room().kept.list(kind),
    'kept.save': (input) => room().kept.save(input),
    'kept.writeRules': () => room().rulesFile.write(),
    'kept.takeRules': ({ text }) => room().rulesFile.take(text),
    'kept.delete': ({ kind, id }) => room().kept.delete(kind, id),
    'kept.arrange': ({ kind, ids }) => room().kept.arrange(kind, ids),
    'timeline.list': (input) => room().timeline.list(input),
    'timeline.then': ({ objectId, at }) => room().timeline.then(objectId, at),
    'timeline.refresh': ({ accountIds, days }) => room().timeline.refresh(accountIds, days),
    'silent.list': (input) => room().silent.list(input),
    'silent.seen': ({ looked }) => room().silent.seen(looked),
    'silent.putBack': (input) => room().silent.putBack(input),
    'silent.putBackMany': (input) => room().silent.putBackMany(input),
    'differences.explain': (input) => room().differences.explain(input),
    'edits.list': (filter) => room().edits.list(filter),
    'edits.journal': ({ editId }) => room().edits.journal(editId),
    'edits.values': ({ objectId }) => room().edits.values(objectId),
    'edits.known': ({ objectIds }) => room().edits.known(objectIds),
    'edits.named': ({ level, accountIds, names }) => room().edits.named(level, accountIds, names),
    'edits.terms': ({ accountIds }) => room().edits.terms(accountIds),
    'edits.make': (input) => room().edits.make(input, { kind: 'person' }),
    'edits.create': (order) => room().edits.create(order, { kind: 'person' }),
    'edits.about': ({ ids }) => room().edits.about(ids),
    'edits.holders': (of) => room().edits.holders(of),
    'edits.choices': ({ accountId }) => room().edits.choices(accountId),
    'edits.some': ({ ids }) => room().edits.some(ids),
    'edits.toBeMade': ({ level, accountIds }) => room().edits.toBeMade(level, accountIds),
    'edits.undo': ({ id, confirmed }) => room().edits.undo(id, confirmed),
    'edits.waiting': ({ objectId }) => room().edits.waiting(objectId),
    'sets.list': (of) => room().edits.shownSets(of?.newest),
    'sets.get': ({ setId }) => room().edits.shownSet(setId),
    'sets.count': () => room().edits.setCount(),
    'sets.edits': (which) => room().edits.inSet(which),
    'sets.keep': ({ edits, into, post }) => room().edits.sets.keep(edits, into, { post, actor: { kind: 'person' } }),
    'sets.post': ({ setId, ids, confirmed }) => room().edits.sets.post(setId, ids, confirmed),
    'sets.pause': ({ setId }) => room().edits.sets.pause(setId),
    'sets.resume': ({ setId }) => room().edits.sets.resume(setId),
    'sets.stop': ({ setId }) => room().edits.sets.stop(setId),
    'sets.rename': ({ setId, name }) => room().edits.sets.rename(setId, name),
    'sets.withdraw': ({ ids }) => room().edits.sets.withdraw(ids),
    'sets.discard': ({ setId }) => room().edits.sets.discard(setId),
    'sets.dismiss': ({ setId, ids }) => room().edits.sets.dismiss(setId, ids),
    'sets.restore': ({ ids }) => room().edits.sets.restore(ids),
    'sets.retype': ({ id, change }) => room().edits.sets.retype(id, change),
    'sets.resolve': ({ setId, how, ids }) => room().edits.sets.resolve(setId, how, ids),
    'sets.retry': ({ setId, ids, confirmed }) => room().edits.sets.retry(setId, ids, confirmed),
    'sets.undo': ({ of, name, confirmed }) => room().edits.sets.undo(of, name, confirmed),
    'sets.toSend': (intent) => room().edits.sets.toSend(intent),
    'sets.check': ({ setId }) => room().edits.check(setId),
    'sets.cancelCheck': ({ setId }) => room().edits.cancelCheck(setId),
    'journal.get': () => room().journal.get(),
    'journal.check': () => room().journal.check(),
    'journal.cancel': () => room().journal.cancel(),

    'rates.get': (input) => room().rates.get(input),
    'rates.set': (input) => room().rates.set(input),
    'rates.remove': (input) => room().rates.remove(input),
    'rates.import': ({ text }) => room().rates.import(text),
    'rates.cancelImport': () => room().rates.cancelImport(),
    'rates.fetch': () => room().rates.fetch(),

    'sync.run': ({ days }) => room().sync.run({ days, trigger: 'person' }),
    'sync.cancel': () => room().sync.cancel(),
    'sync.history': ({ limit }) => room().sync.history(limit),
    'sync.setPaused': ({ paused }) => room().polling.setPaused(paused),
    'sync.pollNow': () => room().polling.now(),
    'sync.refresh': ({ kind, accountId }) => room().refresh(kind, accountId ?? null),
    'sync.onScreen': ({ accountIds, window }) => room().polling.setOnScreen(window ?? '', accountIds),
    'backfill.get': () => room().backfill.get(),
    'backfill.setPaused': ({ paused }) => room().backfill.setPaused(paused),
    'restatements.list': (filter) => room().restatements.list(filter),
    'arrivals.get': ({ accountId }) => room().restatements.arrivals(accountId),
    'health.get': () => room().health.get(),
    'health.clearCache': () => room().health.clearCache(),

    'exports.start': (input) => room().exports.start(input),
    'exports.list': () => room().exports.list(),
    'exports.cancel': ({ id }) => room().exports.cancel(id),
    'exports.print': ({ id }) => room().exports.print(id),
    'exports.printed': ({ id, height }) => room().exports.printed(id, height),
    'exports.reveal': ({ id }) => room().exports.reveal(id),

    'demo.get': () => {
      const { demo } = room().context.stored()
      if (!demo) throw new AppError('notFound')
      return demo
    },
    'demo.set': ({ online, speed }) => setDemo(online, speed),
  }
}
