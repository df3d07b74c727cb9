# onrecord with its models inside: `docker build -t onrecord .`, then
#   docker run -p 8000:8000 -v records:/data onrecord                      the web page of /data/onrecord.db
#   docker run -v archive:/in:ro -v shards:/out onrecord scale /in --out /out
FROM python:3.13-slim AS build
COPY pyproject.toml README.md LICENSE /src/
COPY onrecord /src/onrecord
RUN python -m venv /opt/onrecord && /opt/onrecord/bin/pip install --no-cache-dir '/src[web,postgres,ray]'

FROM python:3.13-slim
COPY --from=build /opt/onrecord /opt/onrecord
RUN useradd --create-home --uid 10001 onrecord && install -d -o onrecord /data
USER onrecord
WORKDIR /data
ENV PATH=/opt/onrecord/bin:$PATH PYTHONUNBUFFERED=1 RAY_USAGE_STATS_ENABLED=0 ONRECORD_RECORD=/data/onrecord.db
EXPOSE 8000
ENTRYPOINT ["onrecord"]
CMD ["serve", "--host", "0.0.0.0"]
