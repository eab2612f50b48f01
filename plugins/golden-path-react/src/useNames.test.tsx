/** Component layer: the names of people and groups in sentences. */
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  type EntityPresentationApi,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { useNames } from './useNames';

const GROUP = 'group:default/platform-team';
const GONE = 'user:default/gone';

function Sentence() {
  const nameOf = useNames([GROUP, GONE]);
  return <p>{[GROUP, GONE].map(nameOf).join(' and ')}</p>;
}

function present(title: string | Error) {
  const snapshot = { primaryTitle: 'not yet', entityRef: GROUP };
  const forEntity = (ref: unknown) => ({
    snapshot,
    promise:
      title instanceof Error
        ? Promise.reject(title)
        : Promise.resolve({
            ...{ entityRef: String(ref), secondaryTitle: undefined },
            primaryTitle: ref === GROUP ? title : 'gone',
          }),
  });
  return { forEntity } as unknown as EntityPresentationApi;
}

describe('useNames', () => {
  it('says what the catalog calls them', async () => {
    renderInTestApp(<Sentence />, {
      apis: [[entityPresentationApiRef, present('Platform team')]],
    });
    expect(await screen.findByText('Platform team and gone')).toBeVisible();
  });

  it('says their references when the catalog is away', async () => {
    renderInTestApp(<Sentence />, {
      apis: [[entityPresentationApiRef, present(new Error('away'))]],
    });
    expect(await screen.findByText('platform-team and gone')).toBeVisible();
  });
});
