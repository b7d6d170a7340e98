import type { alerts as en } from '../en/alerts.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

export const alerts = {
  title: 'Оповещения',
  open: 'Открытые',
  openCount: (count) => ru(count, { one: '# открыто', few: '# открыто', many: '# открыто' }),
  resolved: 'Закрытые за последние 30 дней',
  noResolved: 'За последние 30 дней ничего не закрылось.',
  kinds: {
    spendWithoutResult: 'Расход без результата',
    tokenInvalid: 'Meta больше не принимает токен',
    tokenExpiring: 'Срок токена истекает',
    dataAccessExpiring: 'Согласие на чтение данных истекает',
    checkpoint: 'Meta ждёт вас на facebook.com',
    syncFailing: 'Синхронизация не проходит',
  },
  evidence: (spend, budget, share, results) =>
    `Сегодня потрачено ${spend} из ${budget} дневного бюджета (${share}), ${results}.`,
  results: (count) =>
    count === 0 ? 'результатов нет' : ru(count, { one: '# результат', few: '# результата', many: '# результатов' }),
  tokenInvalidText: 'До следующего входа ничего нового не читается. Сохранённые показатели доступны.',
  tokenExpiringText: (days) =>
    days === 0
      ? 'Осталось меньше дня. Войдите снова, чтобы продлить.'
      : ru(days, {
          one: 'Остался # день. Войдите снова, чтобы продлить.',
          few: 'Осталось # дня. Войдите снова, чтобы продлить.',
          many: 'Осталось # дней. Войдите снова, чтобы продлить.',
        }),
  dataAccessExpiringText: (days) => {
    const then =
      'затем Meta перестанет показывать данные. Войдите снова, чтобы продлить согласие; токен остаётся годным.'
    return days === 0
      ? `Осталось меньше дня, ${then}`
      : ru(days, {
          one: `Остался # день, ${then}`,
          few: `Осталось # дня, ${then}`,
          many: `Осталось # дней, ${then}`,
        })
  },
  dataAccessEndedText: 'Оно истекло: до нового входа Meta не показывает данные. Сохранённые показатели доступны.',
  checkpointText:
    'Откройте facebook.com, войдите там и выполните то, о чём просят. Токен остаётся годным: Buydesk изредка проверяет и продолжит сам.',
  syncFailingText: 'Показатели не обновляются. Причина — в настройках.',
  atRisk: 'Под угрозой',
  opened: 'Открыто',
  figuresFrom: 'Данные',
  acknowledge: 'Принять',
  acknowledged: 'Принято',
  openCampaign: 'Открыть кампанию',
  openSettings: 'Открыть настройки',
  resolutions: {
    result: 'Появился результат',
    notDelivering: 'Больше не показывается',
    belowShare: 'Расход упал ниже порога',
    newDay: 'Начался новый день',
    ruleOff: 'Правило выключено',
    connection: 'Связь восстановлена',
  },
  resolvedAt: 'Закрыто',
  rule: (share, minimum, resolve) =>
    `Открывается, когда кампания потратила сегодня ${share} дневного бюджета без результата, начиная с расхода ${minimum} (в валюте аккаунта). Закрывается само: с результатом, ниже ${resolve} или когда показы прекратились.`,
  ruleOff: 'Правило «расход без результата» выключено: оповещения не открываются.',
  changeRule: 'Изменить правило',
  emptyTitle: 'Открытых оповещений нет',
  emptyText: 'Кампания, которая тратит дневной бюджет без результата, появится здесь за одно чтение.',
} satisfies Shape<typeof en>
