window.YTD.community_tweet.part0 = [
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : { "urls" : [ ] },
      "community_id" : "31",
      "id_str" : "1730000000000000001",
      "id" : "1730000000000000001",
      "created_at" : "Mon Nov 27 18:00:00 +0000 2023",
      "full_text" : "Anyone got a decent scheme for quadratics?",
      "lang" : "en"
    }
  }
]
