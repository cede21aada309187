//! Answers to requests.

use crate::base::media_type;
use crate::serve::live::{Answer, Body, Live};
use crate::serve::request::{self, Refused};
use http_body_util::channel::{Channel, Sender};
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use std::convert::Infallible;
use std::io::{self, Read};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// The server's own addresses; no id begins with a hyphen.
const SCRIPT: &str = "/-crier/live.js";
const EVENTS: &str = "/-crier/events";

/// Reloads pages and shows findings; added to pages by the server alone.
const LIVE: &str = include_str!("live.js");

/// So many bytes of a file are read at once.
const PIECE: usize = 64 * 1024;
/// A browser that is told nothing for so long is asked whether it is still there.
const PULSE: Duration = Duration::from_secs(15);

type Content = Either<Full<Bytes>, Channel<Bytes, io::Error>>;

/// Answers a request.
pub(super) async fn respond(
    request: Request<Incoming>,
    live: Arc<Live>,
    bound: IpAddr,
) -> Result<Response<Content>, Infallible> {
    let mut response = answer(&request, &live, bound).await;
    let headers = response.headers_mut();
    // What is shown is of this moment, and for this desk alone.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

async fn answer(request: &Request<Incoming>, live: &Arc<Live>, bound: IpAddr) -> Response<Content> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let path = match request::host(host, bound).and_then(|()| request::path(request.uri().path())) {
        Ok(path) => path,
        Err(Refused::Unsound) => return plain(StatusCode::BAD_REQUEST, "this is no sound request\n"),
        Err(Refused::OtherHost) => {
            return plain(
                StatusCode::FORBIDDEN,
                "crier shows its preview under the names of this machine only, such as localhost\n",
            );
        }
    };
    match path.as_str() {
        SCRIPT => {
            let mut response = Response::new(Either::Left(Full::new(Bytes::from_static(LIVE.as_bytes()))));
            set(&mut response, header::CONTENT_TYPE, "text/javascript; charset=utf-8");
            response
        }
        EVENTS => events(live),
        _ => page(live, path).await,
    }
}

/// An answer of the site.
async fn page(live: &Live, path: String) -> Response<Content> {
    let state = live.now();
    let shown = state.shown.clone();
    let Ok(answer) = tokio::task::spawn_blocking(move || shown.answer(&path)).await else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be shown\n");
    };
    let Answer { status, file, location, body } = answer;
    let is_page = file.ends_with(".html");
    let content = match body {
        Body::Bytes(bytes) if is_page => whole(with_script(bytes, state.news.generation)),
        Body::Bytes(bytes) => whole(bytes),
        Body::File(file) => {
            let (sender, channel) = Channel::new(2);
            tokio::spawn(send(file, sender));
            Either::Right(channel)
        }
    };
    let mut response = Response::new(content);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    set(&mut response, header::CONTENT_TYPE, &media_type::of_name(&file));
    if let Some(location) = location {
        set(&mut response, header::LOCATION, &location);
    }
    response
}

fn whole(bytes: Vec<u8>) -> Content {
    Either::Left(Full::new(Bytes::from(bytes)))
}

fn plain(status: StatusCode, text: &'static str) -> Response<Content> {
    let mut response = Response::new(whole(text.as_bytes().to_vec()));
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    response
}

fn set(response: &mut Response<Content>, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// The page with the server's script, which the theme and the published bytes know nothing of.
fn with_script(page: Vec<u8>, generation: u64) -> Vec<u8> {
    let tag = format!("<script src=\"{SCRIPT}?generation={generation}\" defer></script>\n");
    let end = b"</body>";
    let at =
        page.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    let mut out = Vec::with_capacity(page.len() + tag.len());
    out.extend_from_slice(&page[..at]);
    out.extend_from_slice(tag.as_bytes());
    out.extend_from_slice(&page[at..]);
    out
}

/// Sends a file piece by piece; where it cannot be read on, the answer breaks off.
async fn send(file: Box<dyn Read + Send>, mut sender: Sender<Bytes, io::Error>) {
    let mut file = Some(file);
    while let Some(mut open) = file.take() {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = Vec::with_capacity(PIECE);
            let read = open.by_ref().take(PIECE as u64).read_to_end(&mut piece);
            (open, read.map(|_| piece))
        });
        match read.await {
            Ok((_, Ok(piece))) if piece.is_empty() => return,
            Ok((open, Ok(piece))) => {
                if sender.send_data(Bytes::from(piece)).await.is_err() {
                    return;
                }
                file = Some(open);
            }
            Ok((_, Err(error))) => return sender.abort(error),
            Err(error) => return sender.abort(io::Error::other(error)),
        }
    }
}

/// A stream of events: what is shown now, and whatever changes.
fn events(live: &Arc<Live>) -> Response<Content> {
    let mut receiver = live.listen();
    let (mut sender, channel) = Channel::new(4);
    tokio::spawn(async move {
        loop {
            let message = match tokio::time::timeout(PULSE, receiver.changed()).await {
                Err(_) => ":\n\n".to_owned(),
                Ok(Err(_)) => return,
                Ok(Ok(())) => {
                    let news = receiver.borrow_and_update().news.clone();
                    // JSON has no line feeds, which would end the event.
                    format!("retry: 500\ndata: {}\n\n", serde_json::to_string(&*news).unwrap_or_default())
                }
            };
            if sender.send_data(Bytes::from(message)).await.is_err() {
                return;
            }
        }
    });
    let mut response = Response::new(Either::Right(channel));
    set(&mut response, header::CONTENT_TYPE, "text/event-stream");
    response
}
