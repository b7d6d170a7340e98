import type { Words } from './words.ts'
import { advice } from './advice/en.ts'
import { money, percent } from './format.ts'
import { hasEnded } from '../domain/alerts.ts'

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

export const en: Words = {
  advice,
  errors: {
    internal: () => 'Something went wrong inside Buydesk. Nothing was changed at Meta; the details are in the log.',
    linkUnknown: () => 'That link was not opened: it leads to no room of Buydesk, or to nothing that could be there.',
    badInput: ({ field }) =>
      `The value${field ? ` of “${field}”` : ''} is not one that can be used. Check it and try again.`,
    notFound: () => 'This no longer exists here. Refresh the list.',
    noWorkspace: () => 'There is no workspace yet. Sign in with Meta or try the demo workspace.',
    cancelled: () => 'Cancelled. What was read before is kept.',
    signInCancelled: () => 'Sign-in was cancelled. Nothing was changed; start again when ready.',
    signInBusy: () => 'A sign-in window is already open. Finish or close it first.',
    signInDenied: () => 'Meta says that access was declined. Sign in again and choose Continue to allow it.',
    signInFailed: ({ message }) =>
      `Meta could not complete the sign-in${message ? `: ${message}` : ''}. Check the app id and secret, then try again.`,
    signInNetwork: () => 'The sign-in page could not be loaded. Check the network, then try again.',
    stateWrong: () => 'The answer did not belong to this sign-in and was refused. Start the sign-in again.',
    stateMissing: () => 'The answer carried no sign-in state and was refused. Start the sign-in again.',
    stateReused: () => 'This sign-in answer was used before and was refused. Start the sign-in again.',
    stateLate: () => 'The sign-in took longer than 10 minutes and was refused. Start it again.',
    codeMissing: () => 'Meta answered without a code or token. Start the sign-in again.',
    tokenInvalid: ({ message, advice: what }) =>
      `Meta does not accept this token${message ? `: ${message}` : ''}. ${what ?? 'Sign in again or paste another token.'}`,
    tokenExpired: ({ advice: what }) =>
      what
        ? `The token may no longer read data. ${what}`
        : 'The token has expired. Sign in again; cached figures stay readable.',
    tokenWrongApp: ({ advice: what }) =>
      String(
        what ??
          'This token belongs to another Meta app than the app id given. Use the matching app id, or leave it empty.',
      ),
    tokenMissing: () => 'There is no token for this workspace. Sign in again.',
    checkpoint: ({ advice: what }) =>
      `Meta wants to see the person first. ${what ?? 'Open facebook.com, sign in there and do what it asks.'} The token stays good; calls go on by themselves.`,
    keychainMissing: () =>
      'No system keychain was found, so the token cannot be kept safely. Start the keychain service, or keep the token in memory until quit.',
    keychainDenied: () => 'The system keychain refused access. Unlock it and try again.',
    databaseNewer: ({ file }) =>
      `The data file ${file} was written by a newer Buydesk. Update Buydesk to open it; the file was not touched.`,
    // Found at start, it is set aside at once; found later, only a restart can do that.
    databaseCorrupt: ({ file, aside }) =>
      aside
        ? `The data file ${file} was damaged. It is kept as ${aside} and a new one was started; figures will be read from Meta again.`
        : `The data file ${file} is damaged. Restart Buydesk: it keeps the file aside, starts a new one and reads the figures from Meta again.`,
    databaseReadOnly: ({ file }) =>
      `The data file ${file} cannot be written. Check the rights of its folder, then start again.`,
    diskFull: () =>
      'The disk is full, so the last figures could not be stored. Free some space; what was stored before is intact.',
    settingsBroken: ({ file }) =>
      `The settings file could not be read. It is kept as ${file} and the defaults are used.`,
    offline: ({ reason }) => {
      switch (reason) {
        case 'name':
          return 'The address of Meta’s server was not found. Check the network and its name server (DNS); a filter or VPN may be in the way.'
        case 'refused':
          return 'The connection to Meta was refused. Check the firewall, filter or VPN of this network.'
        case 'connect':
          return 'No connection to Meta came about in time. Check the network; a firewall or VPN may be in the way.'
        default:
          return 'Meta cannot be reached. Cached figures stay readable and are refreshed as soon as the network is back.'
      }
    },
    tlsFailed: ({ reason }) => {
      switch (reason) {
        case 'date':
          return 'No safe connection to Meta: the certificate is out of date. Check date and time of this computer. Nothing was sent.'
        case 'authority':
          return 'No safe connection to Meta: the certificate is from somebody unknown. A proxy or antivirus may be reading along; ask whoever runs this network. Nothing was sent.'
        case 'host':
          return 'No safe connection to Meta: another server answered in its place. Check the network, its proxy or VPN. Nothing was sent.'
        default:
          return 'No safe connection to Meta came about. A proxy, antivirus or VPN may be in the way.'
      }
    },
    proxyRefused: () =>
      'The proxy of this network does not let calls to Meta through. Check its address, name and password in the system’s network settings.',
    captivePortal: () =>
      'This network answers in Meta’s place, perhaps with a sign-in page of its own. Open a browser, sign in to the network, and calls go on.',
    timeout: () => 'Meta did not answer in time. It will be tried again.',
    notJson: ({ status }) =>
      typeof status === 'number' && status >= 400
        ? `Meta answered with an error page (HTTP ${status}) instead of data. It will be tried again.`
        : 'The answer was not from Meta’s API (some other text came instead). A proxy or filter of the network may be in the way.',
    truncated: ({ reason }) =>
      reason === 'cut'
        ? 'The connection to Meta broke off, so the answer was not used. If that goes on, a firewall or VPN may be in the way.'
        : reason === 'empty'
          ? 'Meta’s answer was empty. It will be tried again.'
          : 'The answer from Meta was cut off and was not used. It will be tried again.',
    malformed: () => 'Meta’s answer was not understood and was not used. The figures before it are kept.',
    throttled: ({ minutes, advice: what }) =>
      what
        ? `${what}${minutes ? ` Try again in about ${minutes} min.` : ''}`
        : `Meta’s limit for calls is used up${minutes ? `; calls go on in about ${minutes} min` : ''}. Cached figures stay readable.`,
    permission: ({ message, advice: what }) =>
      `The token may not do this${message ? `: ${message}` : ''}. ${what ?? 'Sign in again and grant the missing permission, or ask for a role in the ad account that allows it.'}`,
    versionDead: ({ version }) =>
      `Meta no longer answers API version ${version ?? ''}. Update Buydesk, or quit it and set a newer graphVersion for this workspace in settings.json.`,
    metaRejected: ({ message, code, advice: what }) =>
      `Meta refused this${message ? `: ${message}` : ''}${code ? ` (code ${code})` : ''}.${what ? ` ${what}` : ''}`,
    metaDown: ({ tries, code, advice: what }) =>
      tries
        ? `Meta could not answer this in ${tries} tries${code ? ` (code ${code})` : ''}, so it was left for now. ${what ?? 'Everything else goes on; it is asked for again next time.'}`
        : 'Meta has a temporary problem. It will be tried again.',
    accountHidden: ({ id, ticked }) =>
      ticked === false
        ? `The ad account ${id ?? ''} was not ticked at sign-in, so this token cannot see it. Sign in again and tick it, or stop watching it.`
        : `The ad account or object ${id ?? ''} cannot be seen with this token. Ask its owner for access, or stop watching it.`,
    editUnsettled: () =>
      'Meta’s answer to an earlier edit of this object was lost. It is read back first; try again in a moment.',
    editNotSent: () =>
      'The edit did not take effect: the value at Meta is as it was. Make it again if it is still wanted.',
    editNotApplied: () => 'Meta accepted the edit but the value did not change. Check the object in Ads Manager.',
    editConflict: ({ now }) =>
      `The value was changed in the meantime${now ? ` (it is now ${now})` : ''}. Refresh and decide again.`,
    editNotPossible: () =>
      'This edit cannot be made here: the object does not have this field, or the edit was already undone.',
    editReadOnly: ({ by, account }) =>
      by === 'app'
        ? 'Buydesk is read-only, so nothing was sent. Switch that off in Settings › Editing to edit.'
        : `The account ${account ?? ''} is read-only here, so nothing was sent. Switch that off in Accounts to edit it.`,
    editNeedsConfirmation: ({ limit }) =>
      limit
        ? `This goes above your limit of ${limit}, so nothing was sent. Make the edit by hand and type the new amount, or the name of the account.`
        : 'There is a limit for amounts but no exchange rate to compare this one with, so nothing was sent. Make the edit by hand and type the new amount, or the name of the account.',
    editTooOften: ({ minutes }) =>
      `This budget was changed four times within an hour, and Meta takes no more${minutes ? `: the next one in about ${minutes} min` : ''}. In a change set it waits for that.`,
    editBreaksHouseRule: ({ rule, known }) =>
      known === false
        ? `The house rule “${rule ?? ''}” could not be checked, so nothing was sent. Make the edit by hand, or change the rule in Settings › Editing.`
        : `This breaks the house rule “${rule ?? ''}”, so nothing was sent. Keep to the rule, or change it in Settings › Editing.`,
    editFinal: () => 'This cannot be undone: nothing leads back from an archived or deleted object.',
    creationNotSent: () => 'It was not made: nothing with its mark is at Meta. Make it again if it is still wanted.',
    creationUnchecked: () =>
      'Not checked: Meta checks neither copies beforehand nor what is to be in something that is not there yet.',
    creationNoHolder: () => 'It was not made, because what it was to be in was not made.',
    creationElsewhere: () =>
      'Meta copies within an account only. A campaign or an ad set can be made anew in another account of the same currency; an ad cannot, because its creative belongs to its account.',
    ratesFailed: ({ reason, status, host }) => {
      const kept = 'The last known rates are used; it is tried again within the hour.'
      switch (reason) {
        case 'status':
          return `The provider of exchange rates answered with an error (HTTP ${status ?? '?'}). ${kept}`
        case 'notJson':
          return `A web page came instead of exchange rates. The address of the provider may be wrong, or a proxy or sign-in page of this network is in the way. ${kept}`
        case 'truncated':
          return `The answer with exchange rates was cut off and was not used. ${kept}`
        case 'shape':
          return `The provider of exchange rates answered in another form than is known. ${kept}`
        case 'timeout':
          return `The provider of exchange rates${host ? ` (${host})` : ''} did not answer in time. ${kept}`
        case 'tls':
          return `No safe connection to the provider of exchange rates${host ? ` (${host})` : ''} came about. ${kept}`
        default:
          return `The provider of exchange rates${host ? ` (${host})` : ''} cannot be reached. ${kept}`
      }
    },
    rateUnanchored: ({ base, currency, day }) =>
      `Rates are counted in euros, and no rate of ${base ?? ''} or ${currency ?? ''} is known by ${day ?? 'that day'}. Give what 1 EUR is in one of them first.`,
    importCancelled: () => 'The import was cancelled; no rate has changed.',
    exportCancelled: () => 'The export was cancelled; nothing of it is left.',
    exportDiskFull: () =>
      'The disk is full, so the export was given up and removed. Free some space or choose another disk.',
    exportNoRight: () => 'The file may not be written there. Choose another folder.',
    exportNoFolder: () => 'The folder is not there any more. Choose another one.',
    exportNameTooLong: () => 'The name of the file is too long for this disk. Choose a shorter one.',
    exportDiskGone: () =>
      'The disk did not take the file: it may have been unplugged, or is failing. Choose another one.',
    exportNotDrawn: () =>
      'The report could not be drawn whole, so no file was made. Open it to see which block is at fault, or try again when less is running.',
    printFailed: () =>
      'The report could not be printed. See whether the printer is on and has paper, or export it as PDF and print that.',
    exportInUse: () => 'The file is open in another program. Close it there, or choose another name.',
    portTaken: ({ port }) =>
      `Port ${port} on this computer is taken by another program. Close that program and try again.`,
    sandboxFailed: () => 'The demo workspace could not be started. Restart Buydesk and try again.',
  },
  alertTitle: ({ kind, objectName, evidence }) => {
    switch (kind) {
      case 'spendWithoutResult':
        return `Spend without result: ${objectName ?? ''}`
      case 'tokenInvalid':
        return 'Meta no longer accepts the token'
      case 'tokenExpiring':
        return 'The token expires soon'
      case 'dataAccessExpiring':
        return hasEnded(evidence) ? 'Access to Meta’s data has ended' : 'Access to Meta’s data ends soon'
      case 'checkpoint':
        return 'Meta asks for you at facebook.com'
      case 'syncFailing':
        return 'Sync is failing'
    }
  },
  alertBody: ({ evidence, currency, accountName }) => {
    if (evidence.kind === 'spendWithoutResult') {
      const spent = money('en', evidence.spend, currency ?? 'USD')
      const budget = money('en', evidence.dailyBudget, currency ?? 'USD')
      return `${accountName ?? ''}: ${spent} spent of ${budget} daily budget today (${percent('en', evidence.spend / evidence.dailyBudget)}), no result yet.`
    }
    const left = evidence.days ? `${count(evidence.days, 'day', 'days')} left` : 'Less than a day left'
    switch (evidence.kind) {
      case 'tokenExpiring':
        return `${left}. Sign in again to renew it.`
      case 'dataAccessExpiring':
        return hasEnded(evidence)
          ? 'The consent given at the last sign-in has run out, so Meta shows no more data. Sign in again to renew it; cached figures stay readable.'
          : `${left}: then the consent given at the last sign-in runs out and Meta shows no more data. Sign in again to renew it; the token itself goes on.`
      case 'checkpoint':
        return 'Open facebook.com, sign in there and do what it asks. The token stays good: Buydesk asks now and then and goes on by itself.'
      case 'tokenInvalid':
        return 'Sign in again; cached figures stay readable.'
      case 'syncFailing':
        return 'Figures are not being refreshed. See Health, Sync.'
    }
  },
  tray: {
    show: 'Show Buydesk',
    quit: 'Quit',
    pause: 'Pause polling',
    resume: 'Resume polling',
    workspaces: 'Workspaces',
    noAlerts: 'No open alerts',
    moreAlerts: (n) => `${n} more in the alert list`,
    spentToday: (amounts) => `Spent today: ${amounts}`,
    nothingMeasured: 'Nothing measured today yet',
    results: (n) => count(n, 'result', 'results'),
    openAlerts: (n) => count(n, 'open alert', 'open alerts'),
    asOf: (time) => `as of ${time}`,
    offline: 'offline',
    manyAlerts: (n) => `${n} new alerts`,
  },
  pictures: { saveTitle: 'Save the picture', kind: 'PNG picture', name: 'Chart' },
  houseRules: { saveTitle: 'Save the house rules', kind: 'House rules (JSON)', name: 'House rules' },
  commandLine: {
    workspace: (name) => `Workspace ${name}`,
    synced: ({ accounts, read, changed, calls }) =>
      `  ${count(accounts, 'account', 'accounts')}, ${read} rows read, ${changed} changed, ${count(calls, 'call', 'calls')}`,
    failed: (name, sentence) => `  ${name}: ${sentence}`,
    nothing: 'There is no workspace to sync. Start Buydesk and sign in first.',
    noneWatched: '  No account is watched. Choose accounts in the window first.',
    done: 'Done.',
    partly: 'Done in part: see the lines above.',
    impossible: 'Nothing could be synced.',
    usage: 'Usage: --sync --days <1 to 1100>',
    running: 'Buydesk is open. It syncs by itself; use its window, or quit it first.',
  },
}
