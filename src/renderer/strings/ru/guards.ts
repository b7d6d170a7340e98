import type { guards as en } from '../en/guards.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

export const guards = {
  severities: { block: 'Невозможно', confirm: 'Нужно подтвердить', note: 'К сведению' },
  timesMore: (times, usual) =>
    `В ${ru(times, { one: '# раз', few: '# раза', many: '# раз' })} больше обычного (${usual}).`,
  shareOf: (share, usual) => `${share} от обычного (${usual}).`,
  lessThan: (usual) => `Меньше 0,1 % от обычного (${usual}).`,
  decimalsMore: (usual) => `Примерно в сто раз больше обычного (${usual}): возможно, пропущен десятичный знак.`,
  decimalsLess: (usual) => `Примерно сотая часть обычного (${usual}): возможно, сумма в другой валюте.`,
  swappedDaily: (usual) => `Дневной бюджет размером с обычный здесь бюджет на весь срок (${usual}).`,
  swappedLifetime: (usual) => `Бюджет на весь срок размером с обычный здесь дневной бюджет (${usual}).`,
  belowMinimum: (least) => `Meta принимает не меньше ${least}.`,
  aboveMost: (most) => `Meta принимает не больше 1 000 000 USD, это ${most}.`,
  aboveMostHere: (most) => `Meta принимает не больше ${most}.`,
  noCap: 'Без лимита расхода можно потратить больше вашего предела: введите название аккаунта.',
  overLimit: (limit) => `Больше вашего предела ${limit}: введите сумму ещё раз.`,
  overLimitUnknown: 'Без курса валют сравнить с вашим пределом нельзя: введите сумму ещё раз.',
  fourthBudgetChange: (time) => `Четвёртая смена этого бюджета за час. После неё Meta не примет новых до ${time}.`,
  budgetChangesSpent: (time) =>
    `Этот бюджет меняли четыре раза за час. Следующую правку Meta примет с ${time}: в наборе правок она подождёт до этого времени.`,
  learning: {
    LEARNING: 'Фаза обучения обычно начинается заново.',
    SUCCESS: 'Обычно это возвращает в фазу обучения.',
    FAIL: 'Обучение ограничено и обычно начинается заново.',
    BELOW: 'Это может заново начать обучение её групп.',
  },
  learningBy: (change, sentence) => `${change}. ${sentence}`,
  learningBelowBy: (change) => `${change}. Изменение больше 20 % может заново начать обучение её групп.`,
  twoBudgets: 'Бюджет уже есть на другом уровне: он либо у кампании, либо у её групп.',
  endsInPast: (time) => `Этот конец уже прошёл: ${time}.`,
  hasEnded: (time) => `Показ закончился ${time}: без более позднего конца ничего не показывается.`,
  endsBeforeStart: (time) => `Конец должен быть позже начала, ${time}.`,
  lifetimeWithoutEnd: 'Бюджету на весь срок нужен конец.',
  noEnd: 'Конца нет: дневной бюджет расходуется, пока кто-нибудь не остановит.',
} satisfies Shape<typeof en>
