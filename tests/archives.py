"""Web archives and other containers, written for tests."""
import gzip
import json
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = "网贷逾期怎么办\n\n微粒贷逾期后，催收会打电话，也会发短信提醒借款人还款。\n若联系不上，可能会联系家人。\n"
ENGLISH = "An overdue loan may be given to a collection agency, which then will call. " * 9
JAPANESE = "返済の期限を過ぎると、債権回収の会社から電話がかかってくることがあります。" * 9
KOREAN = "연체가 되면 채권추심 회사에서 전화가 올 수 있습니다. " * 20
COOKING = "把土豆切成细丝，放在清水里泡一会儿，锅里放油烧热，下葱花炒香，再倒入土豆丝翻炒。" * 9


def html(text, head=""):
    return f"<html><head>{head}</head><body>" + "".join(f"<p>{line}</p>" for line in text.splitlines()) + "</body></html>"


def warc(path, *records, packed=True):
    """A file of records; each is `(writer's method, fields)` as `response` and the others make it."""
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for number, (kind, uri, body, http, fields) in enumerate(records):
            fields = fields | {"warc_headers_dict": {
                "WARC-Date": "2024-03-05T08:00:00Z", "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
                **fields.get("warc_headers_dict", {})}}
            made = writer.create_warc_record(uri, kind, payload=BytesIO(body), http_headers=http, **fields)
            writer.write_record(made)
            made.raw_stream.close()  # a temporary file, which warcio leaves open
    return str(path)


def response(body, uri="https://x.cn/1", status="200 OK", kind="text/html; charset=utf-8", **headers):
    body = body.encode() if isinstance(body, str) else body
    fields = [(name.replace("_", "-"), value) for name, value in (("Content-Type", kind), *headers.items()) if value]
    return "response", uri, body, StatusAndHeaders(status, fields, protocol="HTTP/1.1"), {}


def conversion(text, uri="https://x.cn/1", languages=None):
    told = {"WARC-Identified-Content-Language": languages} if languages else {}
    return "conversion", uri, text.encode(), None, {"warc_content_type": "text/plain", "warc_headers_dict": told}


def other(kind, body=b"software: none\r\n", content="application/warc-fields"):
    return kind, "https://x.cn/other", body, None, {"warc_content_type": content}


def jsonl(path, records, packed=False):
    """A file of JSON lines; a record that is bytes is a line as it stands."""
    data = b"".join((line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass"))
                    + b"\n" for line in records)
    path.write_bytes(gzip.compress(data) if packed else data)
    return str(path)


def parquet(path, records, **options):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(records if isinstance(records, pa.Table) else pa.Table.from_pylist(records), path, **options)
    return str(path)
