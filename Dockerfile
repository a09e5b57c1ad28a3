# One static program in an empty image, not run by root.
#   docker build -t sluis-hub .                    a hub: no code that opens or signs
#   docker build -t sluis-edge --target edge .     an edge: the app, and no keys
#   docker build -t sluis-witness --target witness .   a witness of another hub's log: no code that opens
#   docker build -t sluis-proxy --target proxy .   what ends TLS before the edges: Caddy, not run by root
#   docker build -t sluis --target member .        everything: command line and demo
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
ENV CGO_ENABLED=0
RUN go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/member ./cmd/sluis \
 && go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -tags noagent -o /out/hub ./cmd/sluis \
 && go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -tags noagent,edge -o /out/edge ./cmd/sluis \
 && go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -tags noagent,witness -o /out/witness ./cmd/sluis \
 && mkdir /out/data

FROM scratch AS member
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=65532:65532 --chmod=0700 /out/data /data
COPY --from=build /out/member /sluis
USER 65532:65532
WORKDIR /data
ENV SLUIS_HOME=/data
VOLUME /data
ENTRYPOINT ["/sluis"]

FROM scratch AS edge
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=65532:65532 --chmod=0700 /out/data /data
COPY --from=build /out/edge /sluis
USER 65532:65532
WORKDIR /data
VOLUME /data
EXPOSE 8400
ENTRYPOINT ["/sluis"]
CMD ["edge", "--listen", "0.0.0.0:8400", "--data", "/data"]

FROM scratch AS witness
COPY --from=build --chown=65532:65532 --chmod=0700 /out/data /data
COPY --from=build /out/witness /sluis
USER 65532:65532
WORKDIR /data
VOLUME /data
EXPOSE 8403
ENTRYPOINT ["/sluis"]

# Its program may carry no rights of its own, since nothing here may gain any: a container
# lets anybody listen at 80 and 443.
FROM caddy:2.10.2 AS proxy
RUN setcap -r /usr/bin/caddy && chown -R 65532:65532 /data /config
COPY --chmod=0444 Caddyfile /etc/caddy/Caddyfile
USER 65532:65532

FROM scratch AS hub
COPY --from=build --chown=65532:65532 --chmod=0700 /out/data /data
COPY --from=build /out/hub /sluis
USER 65532:65532
WORKDIR /data
VOLUME /data
EXPOSE 8402
ENTRYPOINT ["/sluis"]
CMD ["hub", "--listen", "0.0.0.0:8402", "--data", "/data"]
