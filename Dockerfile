# Build: docker build -t izin .
# Run:   docker run -d --name izin --stop-timeout 30 -p 127.0.0.1:3000:3000 -v izin-data:/data --env-file .env izin
#        (only this machine: behind the bridge every visitor may look like a neighbour, whom the sandbox lets in)
# Other commands: docker exec izin node dist/main.js doctor

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /izin
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
# Builds the server and the console; fails when there is no console to build.
RUN node scripts/prepare.mjs && test -f dist/console/index.html && npm prune --omit=dev

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production IZIN_DATA_DIR=/data
WORKDIR /izin
RUN install -d -o node -g node /data
COPY --from=build /izin/package.json /izin/LICENSE ./
COPY --from=build /izin/node_modules node_modules
COPY --from=build /izin/dist dist
COPY --from=build /izin/flows flows
COPY --from=build /izin/locales locales
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: SIGTERM reaches the program, which stops in order. It waits for Meta's answers
# on their way, 10 s each at most: hence --stop-timeout.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/main.js"]
CMD ["serve"]
