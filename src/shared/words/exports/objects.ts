import type { AdEffectiveStatus, Budget, Learning, Rank } from '../../domain/objects.ts'

/** What Meta's own words for the state of objects are called, in the window and in files. A word that is not here stands as it is. */
export interface ObjectWords {
  readonly statuses: Readonly<Record<AdEffectiveStatus, string>>
  readonly objectives: Readonly<Record<string, string>>
  readonly bidStrategies: Readonly<Record<string, string>>
  readonly budgetKinds: Readonly<Record<Budget['kind'], string>>
  readonly learning: Readonly<Record<Learning['status'], string>>
  readonly ranks: Readonly<Record<Rank, string>>
}

export const objectsEn = {
  statuses: {
    ACTIVE: 'Active',
    PAUSED: 'Paused',
    ARCHIVED: 'Archived',
    DELETED: 'Deleted',
    IN_PROCESS: 'Processing',
    WITH_ISSUES: 'With issues',
    CAMPAIGN_PAUSED: 'Paused above',
    UNKNOWN: 'Unknown',
    ADSET_PAUSED: 'Ad set paused',
    DISAPPROVED: 'Rejected',
    PENDING_REVIEW: 'In review',
    PENDING_BILLING_INFO: 'Billing needed',
    PREAPPROVED: 'Preapproved',
  },
  objectives: {
    OUTCOME_SALES: 'Sales',
    OUTCOME_LEADS: 'Leads',
    OUTCOME_TRAFFIC: 'Traffic',
    OUTCOME_ENGAGEMENT: 'Engagement',
    OUTCOME_AWARENESS: 'Awareness',
    OUTCOME_APP_PROMOTION: 'App promotion',
    CONVERSIONS: 'Conversions',
    LEAD_GENERATION: 'Lead generation',
    LINK_CLICKS: 'Link clicks',
    REACH: 'Reach',
    BRAND_AWARENESS: 'Brand awareness',
    VIDEO_VIEWS: 'Video views',
    POST_ENGAGEMENT: 'Post engagement',
    PAGE_LIKES: 'Page likes',
    MESSAGES: 'Messages',
    APP_INSTALLS: 'App installs',
    PRODUCT_CATALOG_SALES: 'Catalogue sales',
    STORE_VISITS: 'Store visits',
    EVENT_RESPONSES: 'Event responses',
    LOCAL_AWARENESS: 'Local awareness',
    OFFER_CLAIMS: 'Offer claims',
  },
  bidStrategies: {
    LOWEST_COST_WITHOUT_CAP: 'Highest volume',
    LOWEST_COST_WITH_BID_CAP: 'Bid cap',
    COST_CAP: 'Cost per result goal',
    LOWEST_COST_WITH_MIN_ROAS: 'ROAS goal',
  },
  budgetKinds: { daily: 'Daily budget', lifetime: 'Lifetime budget' },
  learning: { LEARNING: 'Learning', SUCCESS: 'Learned', FAIL: 'Learning limited', UNKNOWN: 'Unknown' },
  ranks: {
    ABOVE_AVERAGE: 'Above average',
    AVERAGE: 'Average',
    BELOW_AVERAGE_35: 'Below average (bottom 35%)',
    BELOW_AVERAGE_20: 'Below average (bottom 20%)',
    BELOW_AVERAGE_10: 'Below average (bottom 10%)',
  },
} as const satisfies ObjectWords

export const objectsRu = {
  statuses: {
    ACTIVE: 'Активна',
    PAUSED: 'Пауза',
    ARCHIVED: 'В архиве',
    DELETED: 'Удалена',
    IN_PROCESS: 'Обработка',
    WITH_ISSUES: 'Есть проблемы',
    CAMPAIGN_PAUSED: 'Пауза выше',
    UNKNOWN: 'Неизвестно',
    ADSET_PAUSED: 'Пауза группы',
    DISAPPROVED: 'Отклонено',
    PENDING_REVIEW: 'На проверке',
    PENDING_BILLING_INFO: 'Нет оплаты',
    PREAPPROVED: 'Предодобрено',
  },
  objectives: {
    OUTCOME_SALES: 'Продажи',
    OUTCOME_LEADS: 'Лиды',
    OUTCOME_TRAFFIC: 'Трафик',
    OUTCOME_ENGAGEMENT: 'Вовлечённость',
    OUTCOME_AWARENESS: 'Узнаваемость',
    OUTCOME_APP_PROMOTION: 'Приложение',
    CONVERSIONS: 'Конверсии',
    LEAD_GENERATION: 'Генерация лидов',
    LINK_CLICKS: 'Клики по ссылке',
    REACH: 'Охват',
    BRAND_AWARENESS: 'Узнаваемость бренда',
    VIDEO_VIEWS: 'Просмотры видео',
    POST_ENGAGEMENT: 'Вовлечение в публикацию',
    PAGE_LIKES: 'Отметки страницы',
    MESSAGES: 'Сообщения',
    APP_INSTALLS: 'Установки',
    PRODUCT_CATALOG_SALES: 'Продажи по каталогу',
    STORE_VISITS: 'Посещения точек',
    EVENT_RESPONSES: 'Ответы на мероприятие',
    LOCAL_AWARENESS: 'Местная узнаваемость',
    OFFER_CLAIMS: 'Получения предложения',
  },
  bidStrategies: {
    LOWEST_COST_WITHOUT_CAP: 'Максимум результатов',
    LOWEST_COST_WITH_BID_CAP: 'Предельная ставка',
    COST_CAP: 'Целевая цена результата',
    LOWEST_COST_WITH_MIN_ROAS: 'Целевой ROAS',
  },
  budgetKinds: { daily: 'Дневной бюджет', lifetime: 'Бюджет на весь срок' },
  learning: { LEARNING: 'Обучение', SUCCESS: 'Обучена', FAIL: 'Обучение ограничено', UNKNOWN: 'Неизвестно' },
  ranks: {
    ABOVE_AVERAGE: 'Выше среднего',
    AVERAGE: 'Средняя',
    BELOW_AVERAGE_35: 'Ниже среднего (последние 35 %)',
    BELOW_AVERAGE_20: 'Ниже среднего (последние 20 %)',
    BELOW_AVERAGE_10: 'Ниже среднего (последние 10 %)',
  },
} as const satisfies ObjectWords
