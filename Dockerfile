ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${SDK_IMAGE} AS build
WORKDIR /source

# What the restore depends on comes first, so that a change of code does not fetch the packages again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/CdnGateway/CdnGateway.csproj src/CdnGateway/packages.lock.json src/CdnGateway/
COPY src/CdnGateway.Sandbox/CdnGateway.Sandbox.csproj src/CdnGateway.Sandbox/packages.lock.json src/CdnGateway.Sandbox/
RUN dotnet restore src/CdnGateway/CdnGateway.csproj --locked-mode

COPY . .
ARG REVISION=
RUN dotnet publish src/CdnGateway/CdnGateway.csproj --no-restore --configuration Release --output /publish \
      -p:UseAppHost=false -p:IsTransformWebConfigDisabled=true -p:ContinuousIntegrationBuild=true -p:SourceRevisionId=${REVISION} \
 && chmod -R a-x,u=rwX,go=rX /publish

# A directory to keep points in, made here since the runtime image may have no shell.
RUN mkdir -p /layout/data

FROM ${RUNTIME_IMAGE}
ARG REVISION=
LABEL org.opencontainers.image.title="CdnGateway" \
      org.opencontainers.image.description="CDN bandwidth, traffic and 95th-percentile billing figures of several providers, behind one API" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY --from=build /publish ./
COPY --from=build --chown=1654:1654 /layout/ /

# Without its diagnostics socket in /tmp the process writes to the data volume only: a read-only root file system is enough.
# To attach dotnet-trace or dotnet-dump, run with DOTNET_EnableDiagnostics=1 and a tmpfs on /tmp.
ENV ASPNETCORE_HTTP_PORTS=8080 \
    CdnGateway__Store__ConnectionString="Data Source=/data/cdngateway.db" \
    DOTNET_EnableDiagnostics=0
EXPOSE 8080
VOLUME /data

# The number that the official images have for their user; a number, since the user need not be in /etc/passwd.
USER 1654:1654
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 CMD ["dotnet", "CdnGateway.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "CdnGateway.dll"]
