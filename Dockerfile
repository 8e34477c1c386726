# Two stages: the first builds, the second has no compiler, no pip cache and no rights.
# The base is pinned by its digest (3.13.15-slim-trixie); a new one is taken on purpose, with its name.
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt .ci/build-requirements.txt ./
RUN python -m venv /opt/genbot \
 && /opt/genbot/bin/pip install --require-hashes --only-binary :all: -r requirements.txt \
 && pip install --require-hashes --only-binary :all: -r build-requirements.txt
COPY pyproject.toml README.md LICENSE manifest.yml ./
COPY genbot genbot
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/genbot/bin/pip install --no-deps /wheels/genbot-*.whl

FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b
RUN useradd --system --uid 10001 --create-home --home-dir /data genbot && chmod 700 /data
COPY --from=build /opt/genbot /opt/genbot
ENV PATH=/opt/genbot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GENBOT_DATABASE=/data/genbot.db \
    GENBOT_HTTP=0.0.0.0:8080
USER genbot
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['GENBOT_HTTP'].rpartition(':')[2] + '/healthz', timeout=4)"]
ENTRYPOINT ["genbot"]
CMD ["run"]
