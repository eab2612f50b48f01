import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { templateCard } from '../create/templateCard';
import { errorComponents } from '../errors/errorComponents';
import { appLayout } from '../layout/appLayout';
import { pageLayout } from '../layout/pageLayout';
import { navContent } from '../nav/navContent';
import { signInPage } from '../signIn/signInPage';
import { darkTheme, lightTheme } from '../theme/themes';

/** What surrounds every page: layout, navigation, themes, sign-in and errors. */
export const appModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    appLayout,
    pageLayout,
    templateCard,
    navContent,
    signInPage,
    lightTheme,
    darkTheme,
    ...errorComponents,
  ],
});
