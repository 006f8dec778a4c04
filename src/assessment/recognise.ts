import { bannerRecognisers } from './recognise/banners.ts';
import { contactRecognisers } from './recognise/contact.ts';
import { furnitureRecognisers } from './recognise/furniture.ts';
import { graveRecognisers } from './recognise/grave.ts';
import { logicRecognisers } from './recognise/logic.ts';
import { orderRecognisers } from './recognise/order.ts';
import { practicesRecognisers } from './recognise/practices.ts';
import { settledRecognisers } from './recognise/settled.ts';
import { shortlyRecognisers } from './recognise/shortly.ts';

/**
 * What lists of words cannot show. Each answers with a short text for the reason, or null when it does not hold.
 * They have names, so that rules stay data.
 */
export const recognisers = {
  ...settledRecognisers,
  ...contactRecognisers,
  ...furnitureRecognisers,
  ...bannerRecognisers,
  ...practicesRecognisers,
  ...graveRecognisers,
  ...logicRecognisers,
  ...orderRecognisers,
  ...shortlyRecognisers,
};

export type Recogniser = keyof typeof recognisers;
