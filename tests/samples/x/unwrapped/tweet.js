window.YTD.tweet.part0 = [ {
  "retweeted" : false,
  "source" : "Twitter Web Client",
  "entities" : { "urls" : [ { "url" : "https://t.co/hhhhhhhhhh", "expanded_url" : "https://www.example.org/a", "indices" : [ "9", "32" ] } ] },
  "id_str" : "1100000000000000001",
  "id" : "1100000000000000001",
  "created_at" : "Mon Feb 29 10:00:00 +0000 2016",
  "full_text" : "Leap day https://t.co/hhhhhhhhhh",
  "lang" : "in"
}, {
  "retweeted" : false,
  "entities" : { "urls" : [ ] },
  "id_str" : "1100000000000000002",
  "created_at" : "Wed Mar 06 10:00:00 +0000 2019",
  "full_text" : "RT @_amal: a day off, at last"
} ];
