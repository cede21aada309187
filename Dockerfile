# crier and nothing else: a static binary that has its theme and the time zones inside.
#   docker build -t crier .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/site" crier build
# What calls other programs cannot run in it: publishing with git or over SSH.

# The host of this image is musl, so what it builds is static.
FROM rust:1.91-alpine AS build
# hadolint ignore=DL3018
RUN apk add --no-cache ca-certificates musl-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin crier

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/target/release/crier /crier
USER 65532:65532
WORKDIR /site
ENTRYPOINT ["/crier"]
CMD ["--help"]
