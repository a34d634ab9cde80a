import '@mantine/core/styles.css';
import './base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api.js';
import { LanguageProvider } from './language/LanguageProvider.js';
import { theme } from './theme.js';

const SandboxPage = lazy(() =>
  import('./sandbox/SandboxPage.js').then((page) => ({ default: page.SandboxPage })),
);

const StaffPage = lazy(() => import('./staff/StaffPage.js').then((page) => ({ default: page.StaffPage })));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // What the server refused stays refused; only silence is worth another try.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status > 0),
    },
  },
});

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} forceColorScheme="light">
        <QueryClientProvider client={queries}>
          <LanguageProvider>
            <Suspense>{root.dataset['page'] === 'staff' ? <StaffPage /> : <SandboxPage />}</Suspense>
          </LanguageProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
